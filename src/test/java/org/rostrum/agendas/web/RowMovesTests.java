package org.rostrum.agendas.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.rostrum.agendas.ItemKind;
import org.rostrum.agendas.Outline;
import org.rostrum.agendas.OutlineRow;
import org.rostrum.agendas.web.DraftForm.Row;

class RowMovesTests {

    /** "A  B1 C": a row for each word, its depth the digit after it; "-" as the title is a break's. */
    private static List<Row> rows(String outline) {
        return Arrays.stream(outline.split(" ", -1))
                .map(word -> new Row(
                        "",
                        word.length() > 1 ? word.charAt(1) - '0' : 0,
                        word.startsWith("-") ? ItemKind.BREAK : ItemKind.NORMAL,
                        word.substring(0, 1),
                        "",
                        "",
                        ""))
                .toList();
    }

    private static String written(List<Row> rows) {
        return String.join(
                " ",
                rows.stream()
                        .map(row -> (row.title().isEmpty() ? "_" : row.title())
                                + (row.depth() == 0 ? "" : String.valueOf(row.depth())))
                        .toList());
    }

    private static String after(BiFunction<List<Row>, Integer, List<Row>> move, String outline, String item) {
        List<Row> rows = rows(outline);
        int index = rows.stream().map(Row::title).toList().indexOf(item);
        return written(move.apply(rows, index));
    }

    @Test
    void anItemMovesUpBeforeItsSiblingWithThoseBelowIt() {
        assertThat(after(RowMoves::up, "A B1 C D1 E2 F", "C")).isEqualTo("C D1 E2 A B1 F");
    }

    @Test
    void theFirstChildMovesUpIntoTheParentsSiblingAbove() {
        assertThat(after(RowMoves::up, "A B1 C D1 E2", "D")).isEqualTo("A B1 D1 E2 C");
    }

    @Test
    void theVeryFirstStaysAndSoDoesItsFirstChild() {
        assertThat(after(RowMoves::up, "A B1 C", "A")).isEqualTo("A B1 C");
        assertThat(after(RowMoves::up, "A B1 C", "B")).isEqualTo("A B1 C");
    }

    @Test
    void anItemMovesDownAfterItsSiblingWithThoseBelowIt() {
        assertThat(after(RowMoves::down, "A B1 C D1 F", "A")).isEqualTo("C D1 A B1 F");
    }

    @Test
    void theLastChildMovesDownIntoTheParentsSiblingBelow() {
        assertThat(after(RowMoves::down, "A B1 C2 D E1", "B")).isEqualTo("A D B1 C2 E1");
    }

    @Test
    void theVeryLastStaysAndSoDoesAChildThatHasNoParentToGoTo() {
        assertThat(after(RowMoves::down, "A B", "B")).isEqualTo("A B");
        assertThat(after(RowMoves::down, "A B1 C2 D", "C")).isEqualTo("A B1 C2 D");
    }

    @Test
    void anItemGoesInWithThoseBelowIt() {
        assertThat(after(RowMoves::indented, "A B C1 D", "B")).isEqualTo("A B1 C2 D");
    }

    @Test
    void nothingGoesInBelowNothingNorTwiceNorTooDeep() {
        assertThat(after(RowMoves::indented, "A B", "A")).isEqualTo("A B");
        assertThat(after(RowMoves::indented, "A B1", "B")).isEqualTo("A B1");
        assertThat(after(RowMoves::indented, "A B1 C2 D3 E4 F4 G5", "F")).isEqualTo("A B1 C2 D3 E4 F4 G5");
    }

    @Test
    void anItemGoesOutWithThoseBelowIt() {
        assertThat(after(RowMoves::outdented, "A B1 C2", "B")).isEqualTo("A B C1");
        assertThat(after(RowMoves::outdented, "A B", "B")).isEqualTo("A B");
    }

    @Test
    void anItemThatGoesOutLeavesItsSiblingsWhereTheyBelong() {
        assertThat(after(RowMoves::outdented, "A B1 C2 D1 E2 F", "B")).isEqualTo("A D1 E2 B C1 F");
    }

    @Test
    void nothingGoesUnderABreak() {
        assertThat(after(RowMoves::indented, "- A", "A")).isEqualTo("- A");
        assertThat(after(RowMoves::indented, "A -1 B", "B")).isEqualTo("A -1 B1");
        assertThat(after(RowMoves::up, "- A B1", "B")).isEqualTo("- A B1");
        assertThat(after(RowMoves::down, "A B1 -", "B")).isEqualTo("A B1 -");
        assertThat(after(RowMoves::below, "A -", "-")).isEqualTo("A - _");
    }

    @Test
    void whatStandsUnderAnItemThatBecomesABreakTakesItsLevel() {
        assertThat(after((rows, index) -> RowMoves.ofKind(rows, index, ItemKind.BREAK), "A B1 C2 D", "A"))
                .isEqualTo("A B C1 D");
        assertThat(after((rows, index) -> RowMoves.ofKind(rows, index, ItemKind.INTERNAL), "A B1 C2 D", "A"))
                .isEqualTo("A B1 C2 D");
    }

    @Test
    void severalRowsComeBelowAtTheLevelANewOneWouldHaveOrWhereTheyFit() {
        assertThat(after((rows, index) -> RowMoves.inserted(rows, index, rows("X Y1")), "A B1 C", "A"))
                .isEqualTo("A X1 Y2 B1 C");
        assertThat(after((rows, index) -> RowMoves.inserted(rows, index, rows("X Y1 Z2")), "A B1 C2 D3 E4 F", "D"))
                .isEqualTo("A B1 C2 D3 E4 X Y1 Z2 F");
        assertThat(after((rows, index) -> RowMoves.inserted(rows, index, rows("X")), "A B1", "nobody"))
                .isEqualTo("A B1 X");
    }

    @Test
    void aNewRowComesDirectlyBelowAndTakesNoChildren() {
        assertThat(after(RowMoves::below, "A B1 C", "A")).isEqualTo("A _1 B1 C");
        assertThat(after(RowMoves::below, "A B1 C", "B")).isEqualTo("A B1 _1 C");
        assertThat(after(RowMoves::below, "A B1", "nobody")).isEqualTo("A B1 _");
    }

    @Test
    void whatStandsBelowARemovedItemTakesItsLevel() {
        assertThat(after(RowMoves::without, "A B1 C2 D1 E", "A")).isEqualTo("B C1 D E");
    }

    @Test
    void aRowThatIsNotThereMovesNothing() {
        List<Row> rows = rows("A B1");
        for (int index : new int[] {-1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThat(RowMoves.up(rows, index)).isEqualTo(rows);
            assertThat(RowMoves.down(rows, index)).isEqualTo(rows);
            assertThat(RowMoves.indented(rows, index)).isEqualTo(rows);
            assertThat(RowMoves.outdented(rows, index)).isEqualTo(rows);
            assertThat(RowMoves.without(rows, index)).isEqualTo(rows);
            assertThat(RowMoves.ofKind(rows, index, ItemKind.BREAK)).isEqualTo(rows);
        }
    }

    @Test
    void noMoveEverLeavesWhatTheOutlineRefuses() {
        List<Row> start = rows("A -1 B1 C2 -2 D1 - E F1 G2 H3 I");
        List<BiFunction<List<Row>, Integer, List<Row>>> moves = List.of(
                RowMoves::up,
                RowMoves::down,
                RowMoves::indented,
                RowMoves::outdented,
                RowMoves::without,
                (rows, index) -> RowMoves.ofKind(rows, index, ItemKind.BREAK),
                (rows, index) -> RowMoves.ofKind(rows, index, ItemKind.INTERNAL));
        for (var first : moves) {
            for (int i = 0; i < start.size(); i++) {
                List<Row> once = first.apply(start, i);
                for (var second : moves) {
                    for (int j = 0; j < once.size(); j++) {
                        List<OutlineRow> twice =
                                second.apply(once, j).stream().map(Row::read).toList();
                        assertThat(Outline.of(twice).rows()).hasSameSizeAs(twice);
                    }
                }
            }
        }
    }
}
