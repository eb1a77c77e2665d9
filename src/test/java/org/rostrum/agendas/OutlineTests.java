package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.Refusal;

class OutlineTests {

    private static OutlineRow row(int depth, String title) {
        return new OutlineRow(null, depth, ItemKind.NORMAL, title, null, null, null);
    }

    private static Map<String, String> problems(OutlineRow... rows) {
        try {
            Outline.of(List.of(rows));
            return Map.of();
        } catch (Refusal e) {
            assertThat(e.reason()).isEqualTo(Refusal.Reason.INVALID);
            return e.fields();
        }
    }

    @Test
    void numbersFollowPositionAndDepth() {
        Outline outline = Outline.of(List.of(row(0, "Opening"), row(0, "Change requests"), row(1, "Bootstrap")));

        assertThat(outline.numbers()).containsExactly("1", "2", "2.1");
    }

    @Test
    void aDepthThatJumpsByMoreThanOneIsRefusedBesideThatRow() {
        assertThat(problems(row(0, "Opening"), row(2, "Too deep"), row(3, "Follows it")))
                .containsExactly(Map.entry(
                        "items[1].depth",
                        "This item is more than one level below the one above it: move it to the left."));
    }

    @Test
    void theFirstItemStandsAtTheTopLevel() {
        assertThat(problems(row(1, "Opening"))).containsOnlyKeys("items[0].depth");
    }

    @Test
    void sixLevelsAreTakenAndASeventhIsNot() {
        List<OutlineRow> rows = new ArrayList<>();
        for (int depth = 0; depth <= Outline.MAX_DEPTH; depth++) {
            rows.add(row(depth, "Level " + depth));
        }
        assertThat(Outline.of(rows).numbers()).last().isEqualTo("1.1.1.1.1.1");

        rows.add(row(6, "One too many"));
        assertThat(problems(rows.toArray(OutlineRow[]::new))).containsOnlyKeys("items[6].depth");
        assertThat(problems(row(50, "A pasted outline"))).containsOnlyKeys("items[0].depth");
        assertThat(problems(row(-1, "Above the top"))).containsOnlyKeys("items[0].depth");
    }

    @Test
    void anEmptyTitleIsRefusedAndSoIsOneNobodyCanSee() {
        assertThat(problems(row(0, "Opening"), row(0, ""), row(0, " \t\n "), row(0, "\u200b\u00a0")))
                .containsOnlyKeys("items[1].title", "items[2].title", "items[3].title");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        OutlineRow wrong = new OutlineRow(null, 4, ItemKind.NORMAL, "", "p".repeat(201), 0, "n".repeat(10_001));

        assertThat(problems(row(0, "Opening"), wrong))
                .containsOnlyKeys(
                        "items[1].title", "items[1].depth", "items[1].presenter", "items[1].minutes", "items[1].notes");
    }

    @Test
    void aTitleOfTenThousandCharactersIsRefusedWithItsLength() {
        assertThat(problems(row(0, "x".repeat(10_000))))
                .containsEntry("items[0].title", "This title has 10,000 characters; 300 is the most.");
    }

    @Test
    void lengthIsCountedInCharactersAsReadersAndTheDatabaseCountThem() {
        assertThat(problems(row(0, "\uD83D\uDE80".repeat(300)))).isEmpty();
        assertThat(problems(row(0, "\uD83D\uDE80".repeat(301)))).containsOnlyKeys("items[0].title");
    }

    @Test
    void plannedMinutesAreBetweenOneAndADay() {
        assertThat(problems(new OutlineRow(null, 0, ItemKind.NORMAL, "Long", null, 1_440, null)))
                .isEmpty();
        assertThat(problems(new OutlineRow(null, 0, ItemKind.NORMAL, "Longer", null, 1_441, null)))
                .containsOnlyKeys("items[0].minutes");
        assertThat(problems(new OutlineRow(null, 0, ItemKind.NORMAL, "Backwards", null, -5, null)))
                .containsOnlyKeys("items[0].minutes");
    }

    @Test
    void whatCannotBeSeenOrStoredIsTakenOut() {
        Outline outline = Outline.of(List.of(new OutlineRow(
                null, 0, ItemKind.NORMAL, "  Ope\u0000ning\r\nof  the\tmeeting ", " ", 5, "one\r\ntwo\u0000\r\n\n")));

        assertThat(outline.rows())
                .containsExactly(
                        new OutlineRow(null, 0, ItemKind.NORMAL, "Ope ning of the meeting", null, 5, "one\ntwo"));
    }

    @Test
    void aThousandItemsAreTakenAndOneMoreIsNot() {
        assertThat(Outline.of(Collections.nCopies(1_000, row(0, "Item"))).rows())
                .hasSize(1_000);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Outline.of(Collections.nCopies(100_000, row(0, "Item"))))
                .withMessageContaining("at most 1,000 items; this one has 100,000");
    }

    @Test
    void theUsualAgendaOpensWithTheFormalitiesTheRecordMustShow() {
        assertThat(Outline.usual().rows())
                .extracting(OutlineRow::title)
                .startsWith("Opening", "IPR call", "Antitrust reminder", "Announcement of guests")
                .contains("Approval of the agenda", "Minutes of the last meeting", "Block approval", "Close");
    }

    private static OutlineRow row(int depth, ItemKind kind, String title) {
        return new OutlineRow(null, depth, kind, title, null, null, null);
    }

    @Test
    void whatStandsUnderAnInternalItemIsInternalHoweverDeepAndWhatFollowsIsNot() {
        Outline outline = Outline.of(List.of(
                row(0, "Opening"),
                row(0, ItemKind.INTERNAL, "Officers"),
                row(1, "Room"),
                row(2, ItemKind.BREAK, "Coffee"),
                row(1, "Budget"),
                row(0, "Close"),
                row(1, ItemKind.INTERNAL, "Keys"),
                row(1, "Thanks")));

        assertThat(outline.rows())
                .extracting(OutlineRow::kind)
                .containsExactly(
                        ItemKind.NORMAL,
                        ItemKind.INTERNAL,
                        ItemKind.INTERNAL,
                        ItemKind.INTERNAL,
                        ItemKind.INTERNAL,
                        ItemKind.NORMAL,
                        ItemKind.INTERNAL,
                        ItemKind.NORMAL);
        assertThat(outline.numbers()).containsExactly("1", "i1", "i1.1", "i1.1.1", "i1.2", "2", "i2", "2.1");
    }

    @Test
    void nothingStandsUnderABreak() {
        assertThat(problems(row(0, "Opening"), row(0, ItemKind.BREAK, "Lunch"), row(1, "Sponsors"), row(0, "Close")))
                .containsExactly(
                        Map.entry("items[2].depth", "Nothing stands under a break: move this item to the left."));
        assertThat(problems(row(0, "Opening"), row(1, ItemKind.BREAK, "Lunch"), row(1, "Reports")))
                .isEmpty();
    }

    @Test
    void aBreakHasNoNumberAndTakesNone() {
        assertThat(Outline.of(List.of(row(0, "A"), row(0, ItemKind.BREAK, "Coffee"), row(0, "B")))
                        .numbers())
                .containsExactly("1", "", "2");
    }

    @Test
    void whatReadsAlikeButIsOfAnotherKindIsNotTheSame() {
        Outline outline = Outline.of(List.of(row(0, ItemKind.INTERNAL, "Officers")));

        assertThat(outline.saysTheSameAs(List.of(row(0, "Officers")))).isFalse();
        assertThat(outline.saysTheSameAs(List.of(row(0, ItemKind.INTERNAL, "Officers"))))
                .isTrue();
    }

    @Test
    void halvesOfCharactersAreTakenOut() {
        assertThat(Outline.of(List.of(new OutlineRow(
                                null, 0, ItemKind.NORMAL, "Half \uD83D of one", "\uDE80 Carla", 5, "No\uD83Dtes")))
                        .rows())
                .containsExactly(new OutlineRow(null, 0, ItemKind.NORMAL, "Half of one", "Carla", 5, "Notes"));
    }
}
