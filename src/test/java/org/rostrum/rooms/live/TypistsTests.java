package org.rostrum.rooms.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rostrum.rooms.live.Writing.Writer;

class TypistsTests {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Typists typists = new Typists();
    private final UUID thread = UUID.randomUUID();

    private static Writer writer(String name) {
        return new Writer(UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)), name, null);
    }

    private List<Writing> at(long second) {
        return typists.everywhere(typists.here(second * SECOND), second * SECOND);
    }

    @Test
    void whatNobodySaysAgainEndsHereAndElsewhere() {
        typists.writes(writer("Dana"), thread, 0);
        typists.heard(UUID.randomUUID(), List.of(new Writing(thread, List.of(writer("Devi")), 0)), 4 * SECOND);
        assertThat(at(8)).containsExactly(new Writing(thread, List.of(writer("Dana"), writer("Devi")), 0));
        assertThat(at(9)).containsExactly(new Writing(thread, List.of(writer("Devi")), 0));
        assertThat(typists.quiet()).isFalse();
        assertThat(at(13)).isEmpty();
        assertThat(typists.quiet()).isTrue();
    }

    @Test
    void whoWritesOnTwoNodesIsOneAndOfManyThreeAreNamed() {
        typists.writes(writer("Dana"), thread, 0);
        typists.heard(
                UUID.randomUUID(),
                List.of(new Writing(thread, List.of(writer("Dana"), writer("Devi"), writer("Edda")), 4)),
                0);
        typists.heard(UUID.randomUUID(), List.of(new Writing(thread, List.of(writer("Ipsi")), 0)), 0);
        assertThat(at(1)).singleElement().satisfies(writing -> {
            assertThat(writing.people()).hasSize(3).contains(writer("Dana"));
            assertThat(writing.more()).isEqualTo(5);
        });
    }

    @Test
    void howeverManyWriteWhatIsToldStaysSmall() {
        IntStream.range(0, 1_000).forEach(n -> typists.writes(writer("Writer " + n), UUID.randomUUID(), 0));
        typists.writes(writer("Dana"), thread, 0);
        typists.writes(writer("Devi"), thread, 0);
        assertThat(at(1))
                .hasSize(8)
                .first()
                .satisfies(writing -> assertThat(writing.thread()).isEqualTo(thread));
    }

    @Test
    void theOthersAreToldWhatIsNewAndAgainBeforeItEndsThere() {
        assertThat(typists.toBeTold(typists.here(0), 0)).isFalse();
        typists.writes(writer("Dana"), thread, 0);
        assertThat(typists.toBeTold(typists.here(0), 0)).isTrue();
        assertThat(typists.toBeTold(typists.here(SECOND), SECOND)).isFalse();
        assertThat(typists.toBeTold(typists.here(5 * SECOND), 5 * SECOND)).isTrue();
        assertThat(typists.toBeTold(typists.here(9 * SECOND), 9 * SECOND)).isTrue();
        assertThat(typists.toBeTold(typists.here(20 * SECOND), 20 * SECOND)).isFalse();
    }
}
