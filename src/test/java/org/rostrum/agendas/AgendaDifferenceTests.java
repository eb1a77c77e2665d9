package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.Piece;

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
        assertThat(between(agenda("A", "  X", "B"), agenda("A", "B", "  X")))
                .containsExactly("Moved 2.1 X was 1.1 under “A”");
        assertThat(between(agenda("A", "B"), agenda("A", "  B"))).containsExactly("Moved 1.1 B was 2");
    }

    @Test
    void anotherParentIsToldAlsoWhereTheNumberHappensToBeTheSame() {
        assertThat(between(agenda("O", "A", "  X", "B"), agenda("A", "B", "  X")))
                .containsExactly("Moved 2.1 X was 2.1 under “A”", "Removed 1 O");
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
                .containsExactly(
                        "Another presenter 1 A no longer Carla",
                        "Another duration 1 A 20 min, was 10 min",
                        "Other notes 1 A");
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

    private static List<OutlineRow> rows(List<AgendaEntry> entries) {
        return entries.stream().map(AgendaEntry::row).toList();
    }

    /** Each line of the text as "depth number title", what was taken out in [-…-] and what was put in in {+…+}. */
    private static List<String> text(List<AgendaEntry> before, List<AgendaEntry> after) {
        return AgendaDifference.between(before, after).lines().stream()
                .map(line -> "  ".repeat(line.depth()) + line.item().number() + " " + marked(line.title())
                        + (line.movedFrom() == null ? "" : " (" + line.movedFrom() + ")"))
                .toList();
    }

    private static String marked(List<Piece> pieces) {
        StringBuilder marked = new StringBuilder();
        for (Piece piece : pieces) {
            marked.append(
                    switch (piece.mark()) {
                        case SAME -> piece.text();
                        case INSERTED -> "{+" + piece.text() + "+}";
                        case DELETED -> "[-" + piece.text() + "-]";
                    });
        }
        return marked.toString();
    }

    @Test
    void whatWasRemovedStandsWhereItStoodAndWhatMovedSaysFromWhere() {
        assertThat(text(
                        agenda("A", "  A1", "  A2", "B", "  B1", "C", "D"),
                        agenda("D", "A", "  A2", "  A3", "C", "  B1")))
                .containsExactly(
                        "1 D (was 4)",
                        "2 A",
                        "  1.1 [-A1-]",
                        "  2.1 A2",
                        "  2.2 {+A3+}",
                        "2 [-B-]",
                        "3 C",
                        "  3.1 B1 (was 2.1 under “B”)");
    }

    @Test
    void aMovedSubtreeIsToldOnceAndStaysWhole() {
        List<AgendaEntry> before = agenda("A", "  A1", "    A11", "B", "  B1");
        List<AgendaEntry> after = agenda("A", "B", "  B1", "  A1", "    A11");

        assertThat(between(before, after)).containsExactly("Moved 2.2 A1 was 1.1 under “A”");
        assertThat(text(before, after))
                .containsExactly("1 A", "2 B", "  2.1 B1", "  2.2 A1 (was 1.1 under “A”)", "    2.2.1 A11");
    }

    @Test
    void whatStoodUnderSomethingThatMovedAwayIsShownWhereItWasLost() {
        assertThat(text(agenda("A", "  A1", "    A11", "B"), agenda("A", "B", "  A1")))
                .containsExactly("1 A", "  1.1.1 [-A11-]", "2 B", "  2.1 A1 (was 1.1 under “A”)");
    }

    @Test
    void wholeSubtreesThatCameOrWentAreToldOnceAndCounted() {
        AgendaDifference difference = AgendaDifference.between(
                agenda("A", "Old", "  O1", "    O11", "  O2", "Z"),
                agenda("A", "  New", "    N1", "Other", "Z", "  O2"));

        assertThat(difference.groups())
                .extracting(group -> group.kind().word() + " " + group.size() + " "
                        + group.told().stream()
                                .map(told -> told.change().title() + "+" + told.below())
                                .toList())
                .containsExactly("New 3 [New+1, Other+0]", "Removed 3 [Old+2]", "Moved 1 [O2+0]");
        assertThat(difference.summary()).isEqualTo("3 new, 3 removed, 1 moved");
    }

    @Test
    void aBreakIsToldFromAnItemOfBusinessAndHasNoNumberToHaveMovedFrom() {
        OutlineRow a = row("A", 0, "A", null, null, null);
        OutlineRow b = row("B", 0, "B", null, null, null);
        List<AgendaEntry> business = AgendaEntry.numbered(List.of(a, b));
        List<AgendaEntry> pause = AgendaEntry.numbered(List.of(a, b.ofKind(ItemKind.BREAK)));

        assertThat(between(business, pause)).containsExactly("Of another kind  B a break now");
        assertThat(between(pause, business)).containsExactly("Of another kind 2 B an item of business now");
        assertThat(between(pause, AgendaEntry.numbered(List.of(b.ofKind(ItemKind.BREAK), a))))
                .containsExactly("Moved  B among its neighbours");
    }

    @Test
    void fourHundredItemsOfWhichManyChangedAreToldApartAndNoneIsLost() {
        List<String> lines = new ArrayList<>();
        List<String> laterLines = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            lines.add("  ".repeat(i % 4) + "I" + i);
            if (i % 40 != 39) {
                laterLines.add("  ".repeat(i % 4) + "I" + i + (i % 20 == 0 ? "=I" + i + " renamed" : ""));
            }
        }
        laterLines.add("N");
        List<AgendaEntry> before = agenda(lines.toArray(String[]::new));
        List<AgendaEntry> after = agenda(laterLines.toArray(String[]::new));

        AgendaDifference difference = AgendaDifference.between(before, after);

        assertThat(difference.summary()).isEqualTo("1 new, 10 removed, 20 renamed");
        assertThat(difference.lines()).hasSize(401);
        assertThat(difference.lines().stream()
                        .filter(line -> !line.isRemoved())
                        .map(line -> line.item())
                        .toList())
                .isEqualTo(after);
        assertThat(rows(difference.lines().stream()
                        .filter(line -> !line.isNew())
                        .map(line -> line.isRemoved()
                                ? line.item()
                                : was(before, line.item().id()))
                        .toList()))
                .isEqualTo(rows(before));
    }

    private static AgendaEntry was(List<AgendaEntry> before, AgendaItemId id) {
        return before.stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
