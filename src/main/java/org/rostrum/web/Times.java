package org.rostrum.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.WallClock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Times as a page says them: in the event's zone and in the reader's, both named by abbreviation and by place, because
 * "CST" alone is Chicago to one delegate and Shanghai to the next. English and the 24-hour clock throughout, whatever
 * the server's locale. The script {@code zone.js} says the same words in the browser; change them together.
 *
 * <p>Where there is no reader's zone, or nothing to add to the event's, the reader's part is empty.
 */
@Component("times")
public class Times {

    private static final DateTimeFormatter CLOCK = pattern("HH:mm");
    private static final DateTimeFormatter DAY = pattern("EEE d MMM uuuu");
    private static final DateTimeFormatter DAY_OF_YEAR = pattern("EEE d MMM");
    private static final DateTimeFormatter ABBREVIATION = pattern("zzz");
    private static final DateTimeFormatter DATE = pattern("d MMMM uuuu");
    private static final DateTimeFormatter DATE_OF_YEAR = pattern("d MMMM");
    private static final DateTimeFormatter MONTH = pattern("MMMM uuuu");

    /** A countdown earlier than this would be noise on every page of a meeting. */
    private static final Duration COUNTDOWN = Duration.ofDays(7);

    private final Clock clock;

    @Autowired
    Times(ObjectProvider<Clock> clock) {
        this(clock.getIfAvailable(Clock::systemUTC));
    }

    Times(Clock clock) {
        this.clock = clock;
    }

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    /** "Thu 26 Nov 2026, 14:00 CET (Warsaw)". */
    public String at(Instant instant, ZoneId zone) {
        return day(instant, zone) + ", " + clock(instant, zone) + " " + zone(zone, instant);
    }

    /** "your time 08:00 EST (New York)", with the date where the reader's is another one. */
    public String reader(Instant instant, ZoneId zone, @Nullable ZoneId readerZone) {
        return readerSpan(instant, instant, zone, readerZone);
    }

    /**
     * A term of office or membership in the body's days: "since 1 March 2026", "1 March 2026 – 31 May 2026".
     *
     * @param until the first instant it no longer holds; the day before is said
     */
    public String term(Instant since, @Nullable Instant until, ZoneId zone) {
        LocalDate first = since.atZone(zone).toLocalDate();
        if (until == null) {
            return (since.isAfter(clock.instant()) ? "from " : "since ") + dates(first, null);
        }
        LocalDate last = until.minusNanos(1).atZone(zone).toLocalDate();
        return dates(first, last.isBefore(first) ? first : last);
    }

    /** The event's time and the reader's in one line. */
    public String both(Instant instant, ZoneId zone, @Nullable ZoneId readerZone) {
        String reader = reader(instant, zone, readerZone);
        return reader.isEmpty() ? at(instant, zone) : at(instant, zone) + ", " + reader;
    }

    /** "Thu 26 Nov 2026, 14:00–15:30 CET (Warsaw)": what both ends share is said once. */
    public String span(Instant startsAt, Instant endsAt, ZoneId zone) {
        ZonedDateTime start = startsAt.atZone(zone);
        ZonedDateTime end = endsAt.atZone(zone);
        String place = " " + zone(zone, endsAt);
        if (start.toLocalDate().equals(end.toLocalDate())) {
            return DAY.format(start) + ", " + hours(start, end) + place;
        }
        String from = (start.getYear() == end.getYear() ? DAY_OF_YEAR : DAY).format(start);
        String change = abbreviation(start).equals(abbreviation(end)) ? "" : " " + abbreviation(start);
        return from + ", " + CLOCK.format(start) + change + " – " + DAY.format(end) + ", " + CLOCK.format(end) + place;
    }

    public String readerSpan(Instant startsAt, Instant endsAt, ZoneId zone, @Nullable ZoneId readerZone) {
        if (readerZone == null || readerZone.equals(zone)) {
            return "";
        }
        ZonedDateTime start = startsAt.atZone(readerZone);
        ZonedDateTime end = endsAt.atZone(readerZone);
        ZonedDateTime there = startsAt.atZone(zone);
        if (start.getOffset().equals(there.getOffset())
                && end.getOffset().equals(endsAt.atZone(zone).getOffset())) {
            return "same time in " + place(readerZone);
        }
        long days = ChronoUnit.DAYS.between(there.toLocalDate(), start.toLocalDate());
        String date = days == 0 ? "" : DAY_OF_YEAR.format(start) + ", ";
        String hours = start.toLocalDate().equals(end.toLocalDate())
                ? hours(start, end)
                : CLOCK.format(start) + " – " + DAY_OF_YEAR.format(end) + ", " + CLOCK.format(end);
        return "your time " + date + hours + " " + zone(readerZone, endsAt) + dayMark(days);
    }

    /** "14:00–15:30", for a row whose day and zone stand in the heading. */
    public String hours(Instant startsAt, Instant endsAt, ZoneId zone) {
        ZonedDateTime start = startsAt.atZone(zone);
        ZonedDateTime end = endsAt.atZone(zone);
        return hours(start, end) + dayMark(ChronoUnit.DAYS.between(start.toLocalDate(), end.toLocalDate()));
    }

    /** "14:00–15:30 CET (Warsaw)", for a row whose day alone stands in the heading. */
    public String slot(Instant startsAt, Instant endsAt, ZoneId zone) {
        ZonedDateTime start = startsAt.atZone(zone);
        ZonedDateTime end = endsAt.atZone(zone);
        return hours(start, end) + " " + zone(zone, endsAt)
                + dayMark(ChronoUnit.DAYS.between(start.toLocalDate(), end.toLocalDate()));
    }

    /** "14:00". */
    public String clock(Instant instant, ZoneId zone) {
        return CLOCK.format(instant.atZone(zone));
    }

    /** "02:30 CEST", where the hour alone would be two. */
    public String clockNamed(Instant instant, ZoneId zone) {
        return clock(instant, zone) + " " + abbreviation(instant.atZone(zone));
    }

    /** "Thu 26 Nov 2026". */
    public String day(Instant instant, ZoneId zone) {
        return DAY.format(instant.atZone(zone));
    }

    /** "CET (Warsaw)", by the zone's rules at that instant. */
    public String zone(ZoneId zone, Instant instant) {
        String abbreviation = abbreviation(instant.atZone(zone));
        String place = place(zone);
        return place.equals(zone.getId()) ? abbreviation : abbreviation + " (" + place + ")";
    }

    /** "20–24 April 2026"; a single day where there is no other. */
    public String dates(LocalDate from, @Nullable LocalDate to) {
        if (to == null || from.equals(to)) {
            return DATE.format(from);
        }
        if (YearMonth.from(from).equals(YearMonth.from(to))) {
            return from.getDayOfMonth() + "–" + DATE.format(to);
        }
        return (from.getYear() == to.getYear() ? DATE_OF_YEAR : DATE).format(from) + " – " + DATE.format(to);
    }

    /** "April 2020", where nobody knows the day any more. */
    public String month(YearMonth month) {
        return MONTH.format(month);
    }

    /** For the datetime attribute. */
    public String iso(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /**
     * What a form asks where the clocks of a place show a time twice: which of the two is meant. Empty for every other
     * time, and for what is none.
     *
     * @param local as a datetime-local field sends it
     */
    public Map<String, String> twice(@Nullable String local, @Nullable String zone) {
        try {
            ZoneId place = WallClock.zone("", zone);
            LocalDateTime time = WallClock.dateTime("", local);
            if (!WallClock.twice(time, place)) {
                return Map.of();
            }
            Map<String, String> choices = new LinkedHashMap<>();
            choices.put(WallClock.Fold.FIRST.name(), "The first: " + which(time, place, WallClock.Fold.FIRST));
            choices.put(WallClock.Fold.SECOND.name(), "The second: " + which(time, place, WallClock.Fold.SECOND));
            return choices;
        } catch (Refusal e) {
            return Map.of();
        }
    }

    private String which(LocalDateTime time, ZoneId place, WallClock.Fold fold) {
        Instant at = WallClock.instant("", time, place, fold);
        return clock(at, place) + " " + abbreviation(at.atZone(place)) + ", "
                + (fold == WallClock.Fold.FIRST ? "before" : "after") + " the clocks are put back";
    }

    /** "3 days left", from a week before on; "has passed" afterwards. */
    public @Nullable String left(Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        if (left.isNegative()) {
            return "has passed";
        }
        if (left.compareTo(COUNTDOWN) > 0) {
            return null;
        }
        if (left.toDays() >= 2) {
            return left.toDays() + " days left";
        }
        if (left.toHours() >= 2) {
            return left.toHours() + " hours left";
        }
        return left.toMinutes() == 1 ? "1 minute left" : left.toMinutes() + " minutes left";
    }

    public boolean over(Instant until) {
        return until.isBefore(clock.instant());
    }

    /** When the present quarter of an hour began. */
    Instant quarter() {
        long minutes = clock.instant().getEpochSecond() / 60;
        return Instant.ofEpochSecond(60 * (minutes - minutes % 15));
    }

    String offsetNow(ZoneId zone) {
        return abbreviation(clock.instant().atZone(zone));
    }

    /** The city an IANA identifier names; the identifier itself where it names none, as "UTC" does. */
    static String place(ZoneId zone) {
        String id = zone.getId();
        return id.startsWith("Etc/") || !id.contains("/")
                ? id
                : id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }

    /** In the hour that an autumn night repeats, only the abbreviation tells the first 02:30 from the second. */
    private static String hours(ZonedDateTime start, ZonedDateTime end) {
        if (start.equals(end)) {
            return CLOCK.format(start);
        }
        String change = abbreviation(start).equals(abbreviation(end)) ? "" : " " + abbreviation(start);
        return CLOCK.format(start) + change + "–" + CLOCK.format(end);
    }

    private static String dayMark(long days) {
        if (days == 0) {
            return "";
        }
        if (days == 1) {
            return ", next day";
        }
        return days == -1 ? ", previous day" : ", %d days %s".formatted(Math.abs(days), days > 0 ? "later" : "earlier");
    }

    /** Zones without an abbreviation of their own come as "GMT+05:45", which reads as if it were Greenwich's time. */
    private static String abbreviation(ZonedDateTime time) {
        String abbreviation = ABBREVIATION.format(time);
        boolean named = Character.isLetter(abbreviation.charAt(0))
                && !abbreviation.startsWith("GMT+")
                && !abbreviation.startsWith("GMT-")
                && !abbreviation.equals("Z");
        if (named) {
            return abbreviation;
        }
        int minutes = time.getOffset().getTotalSeconds() / 60;
        if (minutes == 0) {
            return "UTC";
        }
        String offset = (minutes < 0 ? "UTC-" : "UTC+") + Math.abs(minutes / 60);
        return minutes % 60 == 0 ? offset : offset + ":%02d".formatted(Math.abs(minutes % 60));
    }
}
