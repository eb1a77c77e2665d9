package org.rostrum.contributions;

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
