package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgendaDifferenceTests {

    /** "  Bootstrap" is the item Bootstrap at depth 1; its identity comes from its name before any "=". */
    private static List<AgendaEntry> agenda(String... lines) {
        return AgendaEntry.numbered(Arrays.stream(lines)
                .map(line -> {
                    String name = line.strip();
                    int depth = (line.length() - line.stripLeading().length()) / 2;
                    int rename = name.indexOf('=');
                    String identity = rename < 0 ? name : name.substring(0, rename);
                    return row(identity, depth, rename < 0 ? name : name.substring(rename + 1), null, null, null);
                })
                .toList());
    }

    private static OutlineRow row(
            String identity,
            int depth,
            String title,
            @Nullable String presenter,
            @Nullable Integer minutes,
            @Nullable String notes) {
        return new OutlineRow(
                new AgendaItemId(new UUID(7, identity.hashCode())),
                depth,
                ItemKind.NORMAL,
                title,
                presenter,
                minutes,
                notes);
    }

    private static List<String> between(List<AgendaEntry> before, List<AgendaEntry> after) {
        List<String> words = new ArrayList<>();
        AgendaDifference.between(before, after)
                .changes()
                .forEach(change -> words.add("%s %s %s %s"
                        .formatted(change.kind().word(), change.number(), change.title(), change.detail())
                        .strip()));
        return words;
    }

    @Test
    void theSameTextHasNoDifference() {
        assertThat(between(agenda("A", "  B", "C"), agenda("A", "  B", "C"))).isEmpty();
    }

    @Test
    void newAndRemovedItemsAreNamedAndWhoOnlyGotAnotherNumberIsNot() {
        assertThat(between(agenda("A", "B", "C"), agenda("N", "A", "C"))).containsExactly("New 1 N", "Removed 2 B");
    }

    @Test
    void aRenamedItemSaysWhatItWas() {
        assertThat(between(agenda("A", "B"), agenda("A", "B=Better"))).containsExactly("Renamed 2 Better was “B”");
    }

    @Test
    void ofANewOrderTheFewestMovesAreTold() {
        assertThat(between(agenda("A", "B", "C", "D"), agenda("D", "A", "B", "C")))
                .containsExactly("Moved 1 D was 4");
    }

    @Test
    void whatGoesAlongWithItsParentHasNotMoved() {
        assertThat(between(agenda("A", "  A1", "  A2", "B", "C"), agenda("B", "C", "A", "  A1", "  A2")))
                .containsExactly("Moved 3 A was 1");
    }

    @Test
    void anotherParentIsAMove() {
        assertThat(between(agenda("A", "  X", "B"), agenda("A", "B", "  X"))).containsExactly("Moved 2.1 X was 1.1");
        assertThat(between(agenda("A", "B"), agenda("A", "  B"))).containsExactly("Moved 1.1 B was 2");
    }

    @Test
    void movedAndRenamedAreBothTold() {
        assertThat(between(agenda("A", "B"), agenda("B=Better", "A")))
                .containsExactly("Moved 1 Better was 2", "Renamed 1 Better was “B”");
    }

    @Test
    void presenterTimeAndNotesAreToldInWords() {
        List<AgendaEntry> before = AgendaEntry.numbered(List.of(row("A", 0, "A", "Carla", 10, "old")));
        List<AgendaEntry> after = AgendaEntry.numbered(List.of(row("A", 0, "A", null, 20, "new")));

        assertThat(between(before, after))
                .containsExactly("Changed 1 A no presenter any more, 20 minutes planned, notes");
    }

    @Test
    void aThousandItemsTurnedAroundAreComparedAtOnce() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            lines.add("Item " + i);
        }
        List<AgendaEntry> before = agenda(lines.toArray(String[]::new));
        List<AgendaEntry> after = agenda(lines.reversed().toArray(String[]::new));

        assertThat(AgendaDifference.between(before, after).changes()).hasSize(999);
    }
}
