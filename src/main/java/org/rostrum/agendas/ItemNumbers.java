package org.rostrum.agendas;

import java.util.ArrayList;
import java.util.List;

/**
 * What the items of an outline are called: 1, 2, 2.1, 2.2, 3 … Nobody types a number, so none is ever wrong. Breaks have
 * none; internal items have their own, i1, i1.1, i2, so that no member wonders about a number that is missing.
 */
final class ItemNumbers {

    private ItemNumbers() {}

    /**
     * Numbers by position and depth. A draft is numbered while it is still being put right, so a depth that leaves out a
     * level counts as the next one; {@link Outline} refuses it.
     */
    static List<String> of(List<OutlineRow> rows) {
        List<String> numbers = new ArrayList<>(rows.size());
        List<Integer> counters = new ArrayList<>();
        List<Integer> internal = new ArrayList<>();
        int root = -1;
        for (OutlineRow row : rows) {
            if (root >= 0 && row.depth() <= root) {
                root = -1;
            }
            if (root < 0 && row.kind() == ItemKind.INTERNAL) {
                root = Math.max(row.depth(), 0);
            }
            if (root >= 0) {
                numbers.add("i" + next(internal, row.depth() - root));
            } else {
                numbers.add(row.kind() == ItemKind.BREAK ? "" : next(counters, row.depth()));
            }
        }
        return numbers;
    }

    private static String next(List<Integer> counters, int wanted) {
        int depth = Math.clamp(wanted, 0, counters.size());
        if (depth == counters.size()) {
            counters.add(0);
        }
        counters.subList(depth + 1, counters.size()).clear();
        counters.set(depth, counters.get(depth) + 1);
        return written(counters);
    }

    private static String written(List<Integer> counters) {
        StringBuilder number = new StringBuilder();
        for (int counter : counters) {
            number.append(number.isEmpty() ? "" : ".").append(counter);
        }
        return number.toString();
    }
}
