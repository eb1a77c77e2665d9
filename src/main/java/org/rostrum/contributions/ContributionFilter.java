package org.rostrum.contributions;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of a meeting's contributions are shown, and in which order.
 *
 * @param mine the viewer's own only
 * @param late those that came after the deadline only
 * @param text looked for in number, title, source and author; empty for all
 */
public record ContributionFilter(
        @Nullable ContributionState state,
        @Nullable ContributionType type,
        boolean mine,
        boolean late,
        String text,
        Sort sort,
        boolean descending) {

    public static final ContributionFilter ALL =
            new ContributionFilter(null, null, false, false, "", Sort.NUMBER, false);

    private static final int LONGEST_SEARCH = 200;

    /** As an address says it. What it says wrong is left out: somebody's old link still shows the table. */
    public static ContributionFilter of(Map<String, List<String>> said) {
        String text = first(said, "q").strip();
        return new ContributionFilter(
                Arrays.stream(ContributionState.values())
                        .filter(known -> known.name().equalsIgnoreCase(first(said, "state")))
                        .findFirst()
                        .orElse(null),
                ContributionType.byCode(first(said, "type")).orElse(null),
                first(said, "mine").equals("true"),
                first(said, "late").equals("true"),
                text.substring(0, Math.min(LONGEST_SEARCH, text.length())).replace("\u0000", ""),
                Arrays.stream(Sort.values())
                        .filter(known -> known.name().equalsIgnoreCase(first(said, "sort")))
                        .findFirst()
                        .orElse(Sort.NUMBER),
                first(said, "dir").equals("desc"));
    }

    private static String first(Map<String, List<String>> said, String name) {
        List<String> values = said.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** Whether anything is held back. */
    public boolean narrows() {
        return state != null || type != null || mine || late || !text.isEmpty();
    }

    /** By which column; ties go by number. */
    public enum Sort {
        NUMBER("c.year %1$s, c.serial %1$s"),
        TITLE("lower(c.title) %1$s"),
        SOURCE("lower(c.source) %1$s"),
        TYPE("c.type %1$s"),
        FOR("c.purpose %1$s"),
        STATE("c.state %1$s"),
        AGENDA("i.position %1$s nulls last"),
        REVISION("revision %1$s nulls last");

        private final String order;

        Sort(String order) {
            this.order = order;
        }

        String order(boolean descending) {
            String chosen = order.formatted(descending ? "desc" : "asc");
            return this == NUMBER ? chosen : chosen + ", c.year, c.serial";
        }
    }
}
