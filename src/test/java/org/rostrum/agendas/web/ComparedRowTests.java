package org.rostrum.agendas.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rostrum.agendas.ItemKind;
import org.rostrum.agendas.web.DraftForm.Row;

class ComparedRowTests {

    /** "id=title" a word; without "=" both are the same, with nothing before it the row is new. */
    private static DraftForm form(String... words) {
        return new DraftForm(
                0,
                Arrays.stream(words)
                        .map(word -> {
                            int equals = word.indexOf('=');
                            return equals < 0
                                    ? new Row(word, 0, ItemKind.NORMAL, word, "", "", "")
                                    : new Row(
                                            word.substring(0, equals),
                                            0,
                                            ItemKind.NORMAL,
                                            word.substring(equals + 1),
                                            "",
                                            "",
                                            "");
                        })
                        .toList());
    }

    private static List<String> lines(DraftForm theirs, DraftForm mine) {
        return ComparedRow.sideBySide(theirs, mine).stream()
                .map(line -> (line.theirs() == null ? "-" : line.theirs().row().title()) + "|"
                        + (line.mine() == null ? "-" : line.mine().row().title()) + "|" + line.word())
                .toList();
    }

    @Test
    void theSameTextsStandSideBySide() {
        assertThat(lines(form("A", "B"), form("A", "B"))).containsExactly("A|A|", "B|B|");
    }

    @Test
    void aChangedRowSaysWhatDiffers() {
        assertThat(lines(form("A=Theirs"), form("A=Mine"))).containsExactly("Theirs|Mine|Differs: title");

        DraftForm theirs = new DraftForm(1, List.of(new Row("x", 0, ItemKind.NORMAL, "A", "Carla", "5", "one\ntwo")));
        DraftForm mine = new DraftForm(1, List.of(new Row("x", 1, ItemKind.NORMAL, "A ", "", "10", "one\r\ntwo")));
        assertThat(lines(theirs, mine)).containsExactly("A|A |Differs: level, presenter, minutes");
    }

    @Test
    void whatOnlyOneHasStandsAlone() {
        assertThat(lines(form("A", "T", "B"), form("A", "=M", "B")))
                .containsExactly("A|A|", "T|-|Not in yours", "-|M|Only in yours", "B|B|");
    }

    @Test
    void whatStandsElsewhereIsSaidOnBothSides() {
        assertThat(lines(form("A", "B", "C"), form("C", "A", "B")))
                .containsExactly("-|C|Stands elsewhere in theirs", "A|A|", "B|B|", "C|-|Stands elsewhere in yours");
    }

    @Test
    void twoNewRowsThatReadAlikeAreTwo() {
        assertThat(lines(form("A"), form("A", "=New", "=New")))
                .containsExactly("A|A|", "-|New|Only in yours", "-|New|Only in yours");
    }

    @Test
    void anEmptyTextIsComparedToo() {
        assertThat(lines(form(), form("=A"))).containsExactly("-|A|Only in yours");
        assertThat(lines(form("A"), form())).containsExactly("A|-|Not in yours");
    }
}
