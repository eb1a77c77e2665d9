package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ItemNumbersTests {

    @Test
    void anEmptyOutlineHasNoNumbers() {
        assertThat(ItemNumbers.of(List.of())).isEmpty();
    }

    @Test
    void itemsOfOneLevelAreCounted() {
        assertThat(ItemNumbers.of(List.of(0, 0, 0))).containsExactly("1", "2", "3");
    }

    @Test
    void eachLevelCountsFromOneUnderItsParent() {
        assertThat(ItemNumbers.of(List.of(0, 1, 1, 0, 1, 2, 2, 1, 0)))
                .containsExactly("1", "1.1", "1.2", "2", "2.1", "2.1.1", "2.1.2", "2.2", "3");
    }

    @Test
    void sixLevelsAreNumbered() {
        assertThat(ItemNumbers.of(List.of(0, 1, 2, 3, 4, 5, 0)))
                .containsExactly("1", "1.1", "1.1.1", "1.1.1.1", "1.1.1.1.1", "1.1.1.1.1.1", "2");
    }

    @Test
    void goingUpSeveralLevelsAtOnceGoesOnCountingThere() {
        assertThat(ItemNumbers.of(List.of(0, 1, 2, 0, 1))).containsExactly("1", "1.1", "1.1.1", "2", "2.1");
    }

    @Test
    void aLevelThatWasLeftStartsAgainFromOne() {
        assertThat(ItemNumbers.of(List.of(0, 1, 1, 0, 1))).containsExactly("1", "1.1", "1.2", "2", "2.1");
    }

    @Test
    void aDepthThatLeavesOutALevelIsNumberedAsTheNextOneUntilItIsPutRight() {
        assertThat(ItemNumbers.of(List.of(3, 0, 5, 5))).containsExactly("1", "2", "2.1", "2.1.1");
        assertThat(ItemNumbers.of(List.of(-1, 0))).containsExactly("1", "2");
    }

    @Test
    void noTwoItemsShareANumber() {
        List<Integer> depths =
                Stream.iterate(0, n -> n + 1).limit(1_000).map(n -> n % 6).toList();

        assertThat(ItemNumbers.of(depths)).doesNotHaveDuplicates().hasSize(1_000);
    }
}
