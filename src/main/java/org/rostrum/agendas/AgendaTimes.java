package org.rostrum.agendas;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.timetables.Timetables;
import org.rostrum.web.Times;
import org.springframework.stereotype.Service;

/** When the items of an agenda are, were or are going to be treated. */
@Service
public class AgendaTimes {

    private final Timetables timetables;
    private final AgendaRun run;
    private final Times times;
    private final Clock clock;

    AgendaTimes(Timetables timetables, AgendaRun run, Times times, Clock clock) {
        this.timetables = timetables;
        this.run = run;
        this.times = times;
        this.clock = clock;
    }

    /**
     * Of a version that members read. Only the one in force has real times and a forecast, and these only from when the
     * room came to its first item.
     */
    public Timing of(MeetingView meeting, PublishedAgenda agenda) {
        TimePlan plan = new TimePlan(slots(agenda.items()), hours(meeting));
        List<Stay> stays = agenda.inForce() ? run.stays(meeting.id()) : List.of();
        if (stays.isEmpty()) {
            return plan.timing();
        }
        Instant now = clock.instant();
        Instant sits =
                plan.hours().end().isAfter(meeting.endsAt()) ? plan.hours().end() : meeting.endsAt();
        AgendaItemId on =
                sits.plus(AgendaRun.OVERTIME).isAfter(now) && stays.getLast().endedAt() == null
                        ? stays.getLast().item()
                        : null;
        boolean over = on == null && !now.isBefore(sits);
        return plan.timing(stays, on, over ? null : now, end(plan, meeting.timeZone(), now));
    }

    /** Of a draft as it would be if it were published. Rows that have no identity yet take their time, too. */
    public Timing planned(MeetingView meeting, List<OutlineRow> rows) {
        List<String> numbers = Outline.numbers(rows);
        List<TimePlan.Slot> slots = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            OutlineRow row = rows.get(i);
            if (row.kind() != ItemKind.INTERNAL) {
                slots.add(new TimePlan.Slot(row.id(), numbers.get(i), row.depth(), length(row.minutes())));
            }
        }
        return new TimePlan(slots, hours(meeting)).timing();
    }

    /** "the session ends at 17:00 CET (Warsaw)"; with its day where that is not today's. */
    private String end(TimePlan plan, ZoneId zone, Instant now) {
        Instant end = plan.hours().end();
        boolean today = end.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (plan.ofSessions() ? "the last session" : "the meeting")
                + (end.isAfter(now) ? " ends " : " ended ")
                + (today ? "at " : times.day(end, zone) + ", ")
                + times.clock(end, zone) + " " + times.zone(zone, end);
    }

    /** How many minutes the meeting sits. */
    public int available(MeetingView meeting) {
        return (int) hours(meeting).spans().stream()
                .map(MeetingHours.Span::length)
                .reduce(Duration.ZERO, Duration::plus)
                .toMinutes();
    }

    private static List<TimePlan.Slot> slots(List<AgendaEntry> items) {
        return items.stream()
                .filter(item -> item.kind() != ItemKind.INTERNAL)
                .map(item -> new TimePlan.Slot(item.id(), item.number(), item.depth(), length(item.minutes())))
                .toList();
    }

    private static Duration length(@Nullable Integer minutes) {
        return minutes == null ? Duration.ZERO : Duration.ofMinutes(minutes);
    }

    private MeetingHours hours(MeetingView meeting) {
        List<MeetingHours.Span> sessions = meeting.event() == null
                ? List.of()
                : timetables
                        .sittings(
                                new EventId(meeting.event()),
                                meeting.group().id(),
                                midnight(meeting.startsAt(), meeting.timeZone(), 0),
                                midnight(meeting.endsAt(), meeting.timeZone(), 1))
                        .stream()
                        .map(sitting -> new MeetingHours.Span(sitting.startsAt(), sitting.endsAt()))
                        .toList();
        return sessions.isEmpty()
                ? MeetingHours.ofMeeting(meeting.startsAt(), meeting.endsAt(), meeting.timeZone())
                : MeetingHours.ofSessions(sessions);
    }

    /** A session may begin before the meeting's own hour, on its first day. */
    private static Instant midnight(Instant at, ZoneId zone, int later) {
        LocalDate day = at.atZone(zone).toLocalDate().plusDays(later);
        return day.atStartOfDay(zone).toInstant();
    }
}
