package org.rostrum.cockpit;

import java.util.ArrayList;
import java.util.List;

/**
 * @param waiting only meetings where something waits, the most urgent first
 * @param coming what comes next, the nearest first
 */
public record Overview(List<Waiting> waiting, List<Coming> coming) {

    static final Overview NOTHING = new Overview(List.of(), List.of());

    public int lines() {
        return waiting.stream().mapToInt(one -> one.lines().size()).sum();
    }

    /** The first few lines, each still with its meeting. */
    public List<Waiting> first(int limit) {
        int left = limit;
        List<Waiting> first = new ArrayList<>();
        for (Waiting one : waiting) {
            if (left <= 0) {
                break;
            }
            List<Line> lines = one.lines().subList(0, Math.min(left, one.lines().size()));
            left -= lines.size();
            first.add(one.with(lines));
        }
        return first;
    }
}
