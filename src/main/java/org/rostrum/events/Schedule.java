package org.rostrum.events;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.When;

/**
 * What is on, what comes, and what was last.
 *
 * @param past the latest first
 * @param years in which there is anything, the latest first
 */
public record Schedule(List<Entry> now, List<Month> upcoming, List<Month> past, List<Integer> years) {

    /** The entries that begin in one month. */
    public record Month(YearMonth month, List<Entry> entries) {}

    /**
     * An event with its meetings, or a single meeting that is held on its own.
     *
     * @param parts events held within it, which are no entries of their own beside it
     * @param outlook what is still to come of it
     */
    public record Entry(
            @Nullable EventView event, List<ProgrammeMeeting> meetings, List<EventView> parts, Outlook outlook) {

        static Entry alone(ProgrammeMeeting meeting) {
            return new Entry(null, List.of(meeting), List.of(), Outlook.NONE);
        }

        public LocalDate startsOn() {
            return event == null ? meetings.getFirst().startsOn() : event.startsOn();
        }

        public LocalDate endsOn() {
            return event == null ? meetings.getFirst().endsOn() : event.endsOn();
        }

        public String name() {
            return event == null ? meetings.getFirst().name() : event.name();
        }

        public boolean cancelled() {
            return event == null ? meetings.getFirst().cancelled() : event.cancelled();
        }

        public boolean monthsOnly() {
            return event != null && event.monthsOnly();
        }

        /** A week is on as soon as anything within it is: a test event may begin the day before. */
        public When when(Instant now) {
            if (event == null) {
                return meetings.getFirst().when(now);
            }
            return parts.stream().anyMatch(part -> !part.cancelled() && part.when(now) == When.NOW)
                    ? When.NOW
                    : event.when(now);
        }

        /** Groups that meet in it, each once, in the order in which they begin. */
        public List<String> groups() {
            return meetings.stream()
                    .map(meeting -> meeting.group().code())
                    .distinct()
                    .toList();
        }
    }

    static final Comparator<Entry> IN_ORDER = Comparator.comparing(Entry::startsOn)
            .thenComparing(Entry::monthsOnly, Comparator.reverseOrder())
            .thenComparing(Entry::endsOn)
            .thenComparing(Entry::name);

    /** Entries that are sorted already, by the month in which they begin. */
    static List<Month> byMonth(List<Entry> sorted) {
        List<Month> months = new ArrayList<>();
        for (Entry entry : sorted) {
            YearMonth month = YearMonth.from(entry.startsOn());
            if (months.isEmpty() || !Objects.equals(months.getLast().month(), month)) {
                months.add(new Month(month, new ArrayList<>()));
            }
            months.getLast().entries().add(entry);
        }
        return months;
    }

    /** The first few of what comes. */
    public List<Month> next(int count) {
        return byMonth(upcoming.stream()
                .flatMap(month -> month.entries().stream())
                .limit(count)
                .toList());
    }

    public boolean empty() {
        return now.isEmpty() && upcoming.isEmpty() && past.isEmpty();
    }
}
