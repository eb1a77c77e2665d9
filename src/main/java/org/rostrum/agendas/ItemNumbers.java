package org.rostrum.agendas;

import java.util.ArrayList;
import java.util.List;

/** What the items of an outline are called: 1, 2, 2.1, 2.2, 3 … Nobody types a number, so none is ever wrong. */
final class ItemNumbers {

    private ItemNumbers() {}

    /**
     * Numbers by position and depth. A draft is numbered while it is still being put right, so a depth that leaves out a
     * level counts as the next one; {@link Outline} refuses it.
     */
    static List<String> of(List<Integer> depths) {
        List<String> numbers = new ArrayList<>(depths.size());
        List<Integer> counters = new ArrayList<>();
        for (int wanted : depths) {
            int depth = Math.clamp(wanted, 0, counters.size());
            if (depth == counters.size()) {
                counters.add(0);
            }
            counters.subList(depth + 1, counters.size()).clear();
            counters.set(depth, counters.get(depth) + 1);
            numbers.add(written(counters));
        }
        return numbers;
    }

    private static String written(List<Integer> counters) {
        StringBuilder number = new StringBuilder();
        for (int counter : counters) {
            number.append(number.isEmpty() ? "" : ".").append(counter);
        }
        return number.toString();
    }
}
