package org.rostrum.events.web;

import java.time.YearMonth;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventKind;

/**
 * Which view of the schedule an address asks for; the links of a page differ from its own in one thing.
 *
 * @param year of the list; null for what is current
 * @param month of the calendar; null for the present one
 */
record ScheduleAddress(
        View view,
        @Nullable Integer year,
        @Nullable YearMonth month,
        @Nullable EventKind kind) {

    enum View {
        LIST("List"),
        MONTH("Month"),
        ARCHIVE("Archive");

        private final String label;

        View(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public String href() {
        StringJoiner query = new StringJoiner("&", "/schedule?", "").setEmptyValue("/schedule");
        if (view != View.LIST) {
            query.add("view=" + view.code());
        }
        if (view == View.LIST && year != null) {
            query.add("year=" + year);
        }
        if (view == View.MONTH && month != null) {
            query.add("month=" + month);
        }
        if (kind != null) {
            query.add("kind=" + kind.code());
        }
        return query.toString();
    }

    public String with(View other) {
        return new ScheduleAddress(other, year, month, kind).href();
    }

    public String with(EventKind other) {
        return new ScheduleAddress(view, year, month, other).href();
    }

    public String anyKind() {
        return new ScheduleAddress(view, year, month, null).href();
    }

    public String with(YearMonth other) {
        return new ScheduleAddress(View.MONTH, null, other, kind).href();
    }

    /** The list of a year, or the same month of it. */
    public String inYear(int other) {
        return new ScheduleAddress(
                        view == View.MONTH ? View.MONTH : View.LIST,
                        other,
                        month == null ? null : month.withYear(other),
                        kind)
                .href();
    }

    /** The same view of the present. */
    public String present() {
        return new ScheduleAddress(view == View.MONTH ? View.MONTH : View.LIST, null, null, kind).href();
    }
}
