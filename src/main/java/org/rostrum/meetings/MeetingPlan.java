package org.rostrum.meetings;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Problems;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;
import org.rostrum.shared.WallClock;

/** A meeting as it is to be, each field right in itself and with the others. */
record MeetingPlan(
        String name,
        @Nullable UUID event,
        @Nullable String venue,
        ZoneId timeZone,
        Instant startsAt,
        Instant endsAt,
        Instant deadline,
        @Nullable LocalDate agendaExpectedOn,
        LatePolicy latePolicy) {

    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int DEADLINE_DAYS = 7;
    private static final LocalTime DEADLINE_AT = LocalTime.of(18, 0);

    /** An event as a meeting in it needs to know it. */
    record Week(UUID id, String name, @Nullable ZoneId zone, LocalDate first, LocalDate last, boolean cancelled) {

        boolean holds(Instant from, Instant to) {
            ZoneId there = zone == null ? ZoneId.of("UTC") : zone;
            return !from.atZone(there).toLocalDate().isBefore(first)
                    && !to.minusNanos(1).atZone(there).toLocalDate().isAfter(last);
        }
    }

    /**
     * @param week the event that is named, if there is such an event
     * @throws Refusal with a message for each field that is wrong
     */
    static MeetingPlan of(MeetingText text, @Nullable Week week) {
        Problems problems = new Problems();
        String name = problems.read(() -> Typed.line("name", "name", text.name(), 300));
        String venue = problems.read(() -> {
            String line = Typed.optionalLine("venue", "venue", text.venue(), 300);
            return line.isEmpty() ? null : line;
        });
        if (week == null && typed(text.event())) {
            problems.add("event", "There is no such event. Choose one of the list.");
        }
        ZoneId zone = !typed(text.timeZone()) && week != null && week.zone() != null
                ? week.zone()
                : problems.read(() -> WallClock.zone("timeZone", text.timeZone()));
        Instant starts = moment(problems, "startsAt", text.startsAt(), zone, text.startsFold());
        Instant ends = moment(problems, "endsAt", text.endsAt(), zone, text.endsFold());
        if (starts != null && ends != null) {
            if (!ends.isAfter(starts)) {
                problems.add("endsAt", "It would end before it begins. Choose a later time.");
            } else if (starts.plus(LONGEST).isBefore(ends)) {
                problems.add("endsAt", "That is more than a month after it begins. Is the year right?");
            }
        }
        Instant deadline = typed(text.deadline()) || zone == null || starts == null
                ? moment(problems, "deadline", text.deadline(), zone, text.deadlineFold())
                : usualDeadline(starts, zone);
        if (deadline != null && ends != null && deadline.isAfter(ends)) {
            problems.add("deadline", "By then the meeting is over. Choose a time before it ends.");
        }
        LocalDate agenda = problems.read(() -> Typed.day("agendaExpectedOn", text.agendaExpectedOn()));
        if (agenda != null
                && ends != null
                && zone != null
                && agenda.isAfter(ends.atZone(zone).toLocalDate())) {
            problems.add("agendaExpectedOn", "By then the meeting is over. Choose a day before it ends.");
        }
        LatePolicy policy = problems.read(() -> LatePolicy.chosen(text.latePolicy()));
        problems.refuse();
        return new MeetingPlan(
                Objects.requireNonNull(name),
                week == null ? null : week.id(),
                venue,
                Objects.requireNonNull(zone),
                Objects.requireNonNull(starts),
                Objects.requireNonNull(ends),
                Objects.requireNonNull(deadline),
                agenda,
                Objects.requireNonNull(policy));
    }

    /** Seven days before the first day, at 18:00 on the clocks there. */
    private static Instant usualDeadline(Instant starts, ZoneId zone) {
        return starts.atZone(zone)
                .toLocalDate()
                .minusDays(DEADLINE_DAYS)
                .atTime(DEADLINE_AT)
                .atZone(zone)
                .toInstant();
    }

    private static @Nullable Instant moment(
            Problems problems, String field, @Nullable String text, @Nullable ZoneId zone, @Nullable String fold) {
        return problems.read(() -> {
            var local = WallClock.dateTime(field, text);
            return zone == null ? null : WallClock.instant(field, local, zone, WallClock.fold(fold));
        });
    }

    private static boolean typed(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
