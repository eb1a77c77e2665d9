package org.rostrum.events.web;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.rostrum.events.EventView;
import org.rostrum.events.Schedule.Entry;
import org.rostrum.web.Times;
import org.springframework.stereotype.Component;

/** Says the dates of events as precisely as they are known, and no more. */
@Component("eventDates")
class EventDates {

    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_MONTH = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM", Locale.ENGLISH);

    private final Times times;

    EventDates(Times times) {
        this.times = times;
    }

    /** "20–23 April 2026", "April 2020", "March to April 2021". */
    public String dates(EventView event) {
        return event.monthsOnly()
                ? months(event.firstMonth(), event.lastMonth())
                : times.dates(event.startsOn(), event.endsOn());
    }

    private String months(YearMonth first, YearMonth last) {
        if (first.equals(last)) {
            return times.month(first);
        }
        String from = first.getYear() == last.getYear() ? MONTH.format(first) : times.month(first);
        return from + " to " + times.month(last);
    }

    /** The zone by the name it has on the first day: "CEST (Warsaw)". */
    public String zone(ZoneId zone, EventView event) {
        return times.zone(
                zone, event.startsOn().atTime(LocalTime.NOON).atZone(zone).toInstant());
    }

    /** The days beside a row under its month: "20–23"; the first alone where the last is in another month. */
    public String days(Entry entry) {
        LocalDate from = entry.startsOn();
        LocalDate to = entry.endsOn();
        String first = String.valueOf(from.getDayOfMonth());
        return from.equals(to) || !sameMonth(from, to) ? first : first + "–" + to.getDayOfMonth();
    }

    /** What stands under the days: "Mon–Thu", or "to 2 Apr". */
    public String weekdays(Entry entry) {
        LocalDate from = entry.startsOn();
        LocalDate to = entry.endsOn();
        if (from.equals(to)) {
            return WEEKDAY.format(from);
        }
        return sameMonth(from, to) ? WEEKDAY.format(from) + "–" + WEEKDAY.format(to) : "to " + DAY_AND_MONTH.format(to);
    }

    private static boolean sameMonth(LocalDate from, LocalDate to) {
        return YearMonth.from(from).equals(YearMonth.from(to));
    }
}
