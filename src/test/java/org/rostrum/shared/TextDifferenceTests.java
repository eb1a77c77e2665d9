package org.rostrum.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rostrum.shared.TextDifference.Kind;
import org.rostrum.shared.TextDifference.Paragraph;

class TextDifferenceTests {

    private static String told(String before, String after) {
        return TextDifference.between(before, after).stream()
                .map(paragraph -> switch (paragraph.kind()) {
                    case SAME -> "=" + paragraph.is();
                    case CHANGED -> "~" + paragraph.was() + ">" + paragraph.is();
                    case INSERTED -> "+" + paragraph.is();
                    case DELETED -> "-" + paragraph.was();
                })
                .collect(Collectors.joining("\n"));
    }

    private static void bothCanBeRead(List<Paragraph> difference, String before, String after) {
        assertThat(difference.stream().map(Paragraph::was).filter(Objects::nonNull))
                .containsExactlyElementsOf(before.lines().toList());
        assertThat(difference.stream().map(Paragraph::is).filter(Objects::nonNull))
                .containsExactlyElementsOf(after.lines().toList());
    }

    @Test
    void aParagraphThatWasChangedStandsBesideWhatItWasAndOthersAreNewOrGone() {
        assertThat(told("Scope\nThe timer is ten seconds.\nEnd", "Scope\nThe timer is twenty seconds.\nEnd"))
                .isEqualTo("=Scope\n~The timer is ten seconds.>The timer is twenty seconds.\n=End");
        assertThat(told("Scope\nEnd", "Scope\nA new clause\nEnd")).isEqualTo("=Scope\n+A new clause\n=End");
        assertThat(told("Scope\nAn old clause\nEnd", "Scope\nEnd")).isEqualTo("=Scope\n-An old clause\n=End");
        assertThat(told("The timer is ten seconds.\nEnd", "Wholly new\nThe timer is two seconds.\nEnd"))
                .isEqualTo("+Wholly new\n~The timer is ten seconds.>The timer is two seconds.\n=End");
        assertThat(told("Nothing in common", "Other words entirely"))
                .isEqualTo("-Nothing in common\n+Other words entirely");
    }

    @Test
    void aClauseThatMovedIsTakenOutThereAndPutInHere() {
        assertThat(told("one\ntwo\nthree\nfour", "two\nthree\nfour\none")).isEqualTo("-one\n=two\n=three\n=four\n+one");
    }

    @Test
    void paragraphsThatRepeatAreCompared() {
        assertThat(told("Name\tType\na\nName\tType\nb\nName\tType", "Name\tType\na\nName\tType\nc\nb\nName\tType"))
                .isEqualTo("=Name\tType\n=a\n=Name\tType\n+c\n=b\n=Name\tType");
    }

    @Test
    void placesAreCountedInEachText() {
        Paragraph last = TextDifference.between("a b c\nz", "new\na b d\nz").getLast();
        assertThat(last.wasAt()).isEqualTo(2);
        assertThat(last.isAt()).isEqualTo(3);
    }

    @Test
    void whateverWasWrittenBothTextsCanBeRead() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            String before = text(random, random.nextInt(40), 6);
            String after = text(random, random.nextInt(40), 6);
            bothCanBeRead(TextDifference.between(before, after), before, after);
        }
    }

    /** A limit only against what would take minutes; how long it takes is measured elsewhere. */
    @Test
    @Timeout(20)
    void megabytesCostLittleWhateverBecameOfThem() {
        Random random = new Random(13);
        String before = text(random, 30_000, 100_000);
        String little = before.replace("w77 ", "w78 ");
        String anew = text(random, 30_000, 100_000);
        String repeated = text(random, 20_000, 3);
        String otherwise = text(random, 20_000, 3);
        assertThat(before.length()).isGreaterThan(2_200_000);

        List<Paragraph> changed = TextDifference.between(before, little);
        bothCanBeRead(changed, before, little);
        assertThat(changed)
                .filteredOn(paragraph -> paragraph.kind() == Kind.CHANGED)
                .isNotEmpty();
        bothCanBeRead(TextDifference.between(before, anew), before, anew);
        bothCanBeRead(TextDifference.between(repeated, otherwise), repeated, otherwise);
    }

    private static String text(Random random, int paragraphs, int words) {
        return IntStream.range(0, paragraphs)
                .mapToObj(n -> IntStream.range(0, words < 10 ? 2 : 12)
                        .mapToObj(w -> "w" + random.nextInt(words))
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }
}
