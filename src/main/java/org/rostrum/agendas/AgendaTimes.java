package org.rostrum.agendas;

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
import org.springframework.stereotype.Service;

/** When the items of an agenda are, were or are going to be treated. */
@Service
public class AgendaTimes {

    private final Timetables timetables;

    AgendaTimes(Timetables timetables) {
        this.timetables = timetables;
    }

    /** Of a version that members read. Only the one in force has real times and a forecast. */
    public Timing of(MeetingView meeting, PublishedAgenda agenda) {
        return TimePlan.of(slots(agenda.items()), hours(meeting));
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
        return TimePlan.of(slots, hours(meeting));
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
