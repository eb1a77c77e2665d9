package org.rostrum.discussions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Cast;

class PaceTests {

    private final Pace pace = new Pace(new DiscussionSettings(60, 3));
    private final PersonId dana = new PersonId(Cast.DANA.id());
    private final PersonId carla = new PersonId(Cast.CARLA.id());
    private final RoomId room = new RoomId(NewId.next());

    @Test
    void aBurstIsTakenAndThenOnesPace() {
        pace.take(dana, room);
        pace.take(dana, room);
        pace.take(dana, room);
        assertThatExceptionOfType(SlowDown.class)
                .isThrownBy(() -> pace.take(dana, room))
                .satisfies(refusal ->
                        assertThat(refusal.retryAfter()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1)));
    }

    @Test
    void aFloodOfOneSlowsNobodyElseAndNoOtherRoom() {
        for (int n = 0; n < 3; n++) {
            pace.take(dana, room);
        }
        assertThatExceptionOfType(SlowDown.class).isThrownBy(() -> pace.take(dana, room));
        pace.take(carla, room);
        pace.take(dana, new RoomId(NewId.next()));
    }
}
