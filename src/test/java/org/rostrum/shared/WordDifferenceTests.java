package org.rostrum.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WordDifferenceTests {

    private static String marked(@Nullable String before, @Nullable String after) {
        return WordDifference.between(before, after).stream()
                .map(piece -> piece.inserted()
                        ? "{+" + piece.text() + "+}"
                        : piece.deleted() ? "[-" + piece.text() + "-]" : piece.text())
                .collect(Collectors.joining());
    }

    private static String read(List<Piece> pieces, Piece.Mark without) {
        return pieces.stream()
                .filter(piece -> piece.mark() != without)
                .map(Piece::text)
                .collect(Collectors.joining());
    }

    @Test
    void wordsThatWentAndCameAreMarkedAndNoPartOfAWordIs() {
        assertThat(marked("Approval of the agenda", "Approval of the revised agenda"))
                .isEqualTo("Approval of the {+revised +}agenda");
        assertThat(marked("Change requests to LwM2M 1.1", "Change requests to LwM2M 1.2"))
                .isEqualTo("Change requests to LwM2M 1.[-1-]{+2+}");
        assertThat(marked("Report by the chair", "Report by the chairs"))
                .isEqualTo("Report by the [-chair-]{+chairs+}");
    }

    @Test
    void aPhraseThatWasReplacedIsReplacedAsOne() {
        assertThat(marked(
                        "Report of the smart city group, with slides",
                        "Report of the test event committee, with slides"))
                .isEqualTo("Report of the [-smart city group-]{+test event committee+}, with slides");
    }

    @Test
    void whatWasOnlyAddedToIsShownAsAddedToHoweverShortItWas() {
        assertThat(marked("Lunch", "Lunch at the host, until two")).isEqualTo("Lunch{+ at the host, until two+}");
        assertThat(marked("Lunch at the host, until two", "Lunch")).isEqualTo("Lunch[- at the host, until two-]");
    }

    @Test
    void textsThatHaveNearlyNothingInCommonStandSideBySide() {
        assertThat(marked("Opening of the meeting", "The chair reads the antitrust reminder aloud"))
                .isEqualTo("[-Opening of the meeting-]{+The chair reads the antitrust reminder aloud+}");
    }

    @Test
    void nothingAndTheSameAreNoDifference() {
        assertThat(marked(null, null)).isEmpty();
        assertThat(marked("Same", "Same")).isEqualTo("Same");
        assertThat(marked(null, "New")).isEqualTo("{+New+}");
        assertThat(marked("Old", null)).isEqualTo("[-Old-]");
    }

    @Test
    void textsWithoutSpacesAreComparedByCharacterAndNoCharacterIsTakenApart() {
        assertThat(marked("会議の議題を承認", "会議の議題案を承認")).isEqualTo("会議の議題{+案+}を承認");
        assertThat(marked("Thanks to all of you 👩‍💻", "Thanks to all of you 👩‍🔬"))
                .isEqualTo("Thanks to all of you [-👩‍💻-]{+👩‍🔬+}");
    }

    @Test
    void whateverWasWrittenBothTextsCanBeReadFromThePieces() {
        Random random = new Random(5);
        for (int round = 0; round < 500; round++) {
            String before = words(random, random.nextInt(60));
            String after = words(random, random.nextInt(60));
            List<Piece> pieces = WordDifference.between(before, after);

            assertThat(read(pieces, Piece.Mark.INSERTED)).isEqualTo(before);
            assertThat(read(pieces, Piece.Mark.DELETED)).isEqualTo(after);
        }
    }

    @Test
    void longTextsThatWereWrittenAnewAreNotComparedToTheEnd() {
        Random random = new Random(7);
        String before = "The same beginning. " + words(random, 3_000);
        String after = "The same beginning. " + words(random, 3_000);
        List<Piece> pieces = WordDifference.between(before, after);

        assertThat(pieces).hasSizeLessThan(5);
        assertThat(read(pieces, Piece.Mark.INSERTED)).isEqualTo(before);
        assertThat(read(pieces, Piece.Mark.DELETED)).isEqualTo(after);
    }

    private static String words(Random random, int count) {
        return IntStream.range(0, count).mapToObj(n -> "w" + random.nextInt(8)).collect(Collectors.joining(" "));
    }
}
