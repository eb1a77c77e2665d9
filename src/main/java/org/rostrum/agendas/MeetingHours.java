package org.rostrum.agendas;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When a meeting sits: spans of time in their order, of which none overlaps another. Instants throughout, so that
 * midnight and the nights on which clocks change are like any other.
 */
record MeetingHours(List<Span> spans, Source source) {

    /** Where the hours are from. */
    enum Source {
        SESSIONS("Planned from the group's sessions on the timetable."),
        DAYS("No session of the group is on a timetable: planned from the meeting's own hours, the same on each day."),
        WHOLE("No session of the group is on a timetable: planned from the start of the meeting, without pauses.");

        private final String sentence;

        Source(String sentence) {
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    record Span(Instant from, Instant to) {

        Duration length() {
            return Duration.between(from, to);
        }
    }

    /** Shorter than this on each day, the times of day of its first and last moment say nothing of a meeting's hours. */
    private static final Duration DAY_OF_WORK = Duration.ofHours(6);

    /** @param sessions in any order; what overlaps is sat through once */
    static MeetingHours ofSessions(List<Span> sessions) {
        List<Span> apart = new ArrayList<>();
        for (Span session :
                sessions.stream().sorted(Comparator.comparing(Span::from)).toList()) {
            Span last = apart.isEmpty() ? null : apart.getLast();
            if (last != null && !session.from().isAfter(last.to())) {
                Instant to = session.to().isAfter(last.to()) ? session.to() : last.to();
                apart.set(apart.size() - 1, new Span(last.from(), to));
            } else {
                apart.add(session);
            }
        }
        return new MeetingHours(List.copyOf(apart), Source.SESSIONS);
    }

    /** From Monday 09:00 to Thursday 17:00 means from 9 to 5 on four days; where that says nothing, one long span. */
    static MeetingHours ofMeeting(Instant startsAt, Instant endsAt, ZoneId zone) {
        LocalDate first = startsAt.atZone(zone).toLocalDate();
        LocalDate last = endsAt.atZone(zone).toLocalDate();
        LocalTime opens = startsAt.atZone(zone).toLocalTime();
        LocalTime closes = endsAt.atZone(zone).toLocalTime();
        if (first.equals(last) || Duration.between(opens, closes).compareTo(DAY_OF_WORK) < 0) {
            return new MeetingHours(List.of(new Span(startsAt, endsAt)), Source.WHOLE);
        }
        List<Span> days = first.datesUntil(last.plusDays(1))
                .map(day -> new Span(
                        day.atTime(opens).atZone(zone).toInstant(),
                        day.atTime(closes).atZone(zone).toInstant()))
                .toList();
        return new MeetingHours(days, Source.DAYS);
    }

    /** @throws java.util.NoSuchElementException where the meeting never sits */
    Instant end() {
        return spans.getLast().to();
    }

    /** How much of the time between two instants the meeting sits. */
    Duration within(Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        for (Span span : spans) {
            Instant begin = from.isAfter(span.from()) ? from : span.from();
            Instant end = to.isBefore(span.to()) ? to : span.to();
            if (begin.isBefore(end)) {
                sum = sum.plus(Duration.between(begin, end));
            }
        }
        return sum;
    }
}
