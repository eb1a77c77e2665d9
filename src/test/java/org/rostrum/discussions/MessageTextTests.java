package org.rostrum.discussions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rostrum.shared.Refusal;

class MessageTextTests {

    private static String kept(String typed) {
        return MessageText.of(typed).value();
    }

    @Test
    void newlinesAreOfOneKindAndBlankLinesAroundAreGone() {
        assertThat(kept("\r\n  \r\none\r\ntwo\rthree\u2028four  \n\n")).isEqualTo("one\ntwo\nthree\nfour");
    }

    @Test
    void theIndentOfTheFirstLineStaysBecauseItMeansCode() {
        assertThat(kept("\n    code\n")).isEqualTo("    code");
    }

    @Test
    void whatHasNoLookOfItsOwnButTurnsOthersAroundIsTakenOut() {
        assertThat(kept("agreed\u202E deerga\u202C \u2066x\u2069")).isEqualTo("agreed deerga x");
        assertThat(kept("a\u0000b\u0007c\u001B[31m\td\u009Be")).isEqualTo("abc[31m\tde");
    }

    @Test
    void rightToLeftTextItselfIsUntouched() {
        assertThat(kept("שלום, \u200Fعالم")).isEqualTo("שלום, \u200Fعالم");
    }

    @Test
    void halfACharacterBecomesTheSignForIt() {
        assertThat(kept("a\uD83Db")).isEqualTo("a\uFFFDb");
        assertThat(kept("a\uD83D\uDCA1b")).isEqualTo("a\uD83D\uDCA1b");
    }

    @Test
    void towersOfMarksAreCutToWhatAScriptNeeds() {
        assertThat(kept("a" + "\u0301".repeat(200) + "b")).isEqualTo("a" + "\u0301".repeat(8) + "b");
        assertThat(kept("Việt Nam, ก็ได้")).isEqualTo("Việt Nam, ก็ได้");
    }

    @Test
    void twentyThousandCharactersFitHoweverWideTheyAre() {
        assertThat(kept("\uD83D\uDCA1".repeat(20_000)).codePoints()).hasSize(20_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t ", "\u202E\u0000", "\u3000"})
    void nothingToSayIsRefusedBesideTheText(String typed) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> MessageText.of(typed))
                .satisfies(refusal -> assertThat(refusal.fields()).containsKey("text"));
    }

    @Test
    void tooMuchIsRefusedAndNotCutOff() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> MessageText.of("x".repeat(20_001)))
                .withMessageContaining("20,000")
                .satisfies(refusal -> assertThat(refusal.fields()).containsKey("text"));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> MessageText.of("x".repeat(1_000_000)));
    }
}
