package org.rostrum.agendas.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rostrum.agendas.ItemKind;
import org.rostrum.agendas.web.DraftForm.Row;

class SettledTests {

    /** "a:0:Title" a word: its item, its depth and what it says; a new row names no item. */
    private static List<Row> rows(String... words) {
        return Arrays.stream(words)
                .map(word -> word.split(":", -1))
                .map(parts -> new Row(parts[0], Integer.parseInt(parts[1]), ItemKind.NORMAL, parts[2], "", "", ""))
                .toList();
    }

    @Test
    void nothingChosenIsMyTextWhole() {
        List<Row> mine = rows("a:0:Mine", ":1:New", "c:0:C");

        assertThat(Settled.of(mine, rows("a:0:Theirs", "b:0:B"), Set.of())).isEqualTo(mine);
    }

    @Test
    void theirWordsStandWhereIPutTheItem() {
        assertThat(Settled.of(rows("b:0:B", "a:1:Mine"), rows("a:0:Theirs", "b:0:Other"), Set.of("a")))
                .isEqualTo(rows("b:0:B", "a:1:Theirs"));
    }

    @Test
    void whatTheyRemovedGoesAndWhatStoodUnderItTakesItsLevel() {
        assertThat(Settled.of(rows("a:0:A", "b:1:B", ":0:New"), rows("b:0:B"), Set.of("a")))
                .isEqualTo(rows("b:0:B", ":0:New"));
    }

    @Test
    void whatOnlyTheyHaveComesWhereItStandsInTheirs() {
        assertThat(Settled.of(
                        rows("a:0:A", ":0:New", "c:0:C"), rows("x:0:X", "a:0:A", "b:1:B", "c:0:C"), Set.of("b", "x")))
                .isEqualTo(rows("x:0:X", "a:0:A", "b:1:B", ":0:New", "c:0:C"));
    }

    @Test
    void aNewRowOfMineIsNobodysChoice() {
        assertThat(Settled.of(rows(":0:New"), rows("a:0:A"), Set.of(""))).isEqualTo(rows(":0:New"));
    }
}
