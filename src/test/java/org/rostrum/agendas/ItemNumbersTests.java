package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemNumbersTests {

    private static OutlineRow row(int depth, ItemKind kind) {
        return new OutlineRow(null, depth, kind, "An item", null, null, null);
    }

    private static List<String> numbers(int... depths) {
        return ItemNumbers.of(Arrays.stream(depths)
                .mapToObj(depth -> row(depth, ItemKind.NORMAL))
                .toList());
    }

    @Test
    void aBreakHasNoNumberAndTakesNone() {
        assertThat(ItemNumbers.of(List.of(
                        row(0, ItemKind.NORMAL),
                        row(1, ItemKind.BREAK),
                        row(1, ItemKind.NORMAL),
                        row(0, ItemKind.BREAK))))
                .containsExactly("1", "", "1.1", "");
    }

    @Test
    void internalItemsCountApartWithAllThatStandsUnderThem() {
        assertThat(ItemNumbers.of(List.of(
                        row(0, ItemKind.NORMAL),
                        row(0, ItemKind.INTERNAL),
                        row(1, ItemKind.NORMAL),
                        row(1, ItemKind.BREAK),
                        row(0, ItemKind.NORMAL),
                        row(1, ItemKind.INTERNAL),
                        row(1, ItemKind.NORMAL))))
                .containsExactly("1", "i1", "i1.1", "i1.2", "2", "i2", "2.1");
    }

    @Test
    void anEmptyOutlineHasNoNumbers() {
        assertThat(ItemNumbers.of(List.of())).isEmpty();
    }

    @Test
    void itemsOfOneLevelAreCounted() {
        assertThat(numbers(0, 0, 0)).containsExactly("1", "2", "3");
    }

    @Test
    void eachLevelCountsFromOneUnderItsParent() {
        assertThat(numbers(0, 1, 1, 0, 1, 2, 2, 1, 0))
                .containsExactly("1", "1.1", "1.2", "2", "2.1", "2.1.1", "2.1.2", "2.2", "3");
    }

    @Test
    void sixLevelsAreNumbered() {
        assertThat(numbers(0, 1, 2, 3, 4, 5, 0))
                .containsExactly("1", "1.1", "1.1.1", "1.1.1.1", "1.1.1.1.1", "1.1.1.1.1.1", "2");
    }

    @Test
    void goingUpSeveralLevelsAtOnceGoesOnCountingThere() {
        assertThat(numbers(0, 1, 2, 0, 1)).containsExactly("1", "1.1", "1.1.1", "2", "2.1");
    }

    @Test
    void aLevelThatWasLeftStartsAgainFromOne() {
        assertThat(numbers(0, 1, 1, 0, 1)).containsExactly("1", "1.1", "1.2", "2", "2.1");
    }

    @Test
    void aDepthThatLeavesOutALevelIsNumberedAsTheNextOneUntilItIsPutRight() {
        assertThat(numbers(3, 0, 5, 5)).containsExactly("1", "2", "2.1", "2.1.1");
        assertThat(numbers(-1, 0)).containsExactly("1", "2");
    }

    @Test
    void noTwoItemsShareANumber() {
        int[] depths = IntStream.range(0, 1_000).map(n -> n % 6).toArray();

        assertThat(numbers(depths)).doesNotHaveDuplicates().hasSize(1_000);
    }
}
