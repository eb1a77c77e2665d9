package org.rostrum.agendas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Which of many meetings plan more than they have time for, by the drafts of their agendas: two statements, where
 * {@link AgendaTimes} says of one meeting which items are not reached.
 */
@Service
public class Overflows {

    private final JdbcClient jdbc;

    Overflows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return by how many minutes, for those that do */
    public Map<MeetingId, Integer> of(Collection<MeetingView> meetings) {
        UUID[] ids = meetings.stream().map(meeting -> meeting.id().value()).toArray(UUID[]::new);
        Map<MeetingId, Duration> planned = planned(ids);
        Map<MeetingId, List<MeetingHours.Span>> sessions = planned.isEmpty() ? Map.of() : sessions(ids);
        Map<MeetingId, Integer> over = new HashMap<>();
        for (MeetingView meeting : meetings) {
            Duration needed = planned.get(meeting.id());
            if (needed == null) {
                continue;
            }
            List<MeetingHours.Span> sittings = sessions.getOrDefault(meeting.id(), List.of());
            MeetingHours hours = sittings.isEmpty()
                    ? MeetingHours.ofMeeting(meeting.startsAt(), meeting.endsAt(), meeting.timeZone())
                    : MeetingHours.ofSessions(sittings);
            Duration left =
                    hours.spans().stream().map(MeetingHours.Span::length).reduce(Duration.ZERO, Duration::plus);
            if (needed.compareTo(left) > 0) {
                over.put(meeting.id(), (int) needed.minus(left).plusSeconds(59).toMinutes());
            }
        }
        return over;
    }

    /** Internal items take no time of the meeting. */
    private Map<MeetingId, Duration> planned(UUID[] meetings) {
        Map<MeetingId, Duration> planned = new HashMap<>();
        jdbc.sql("""
                        select meeting_id, sum(minutes) as minutes from agenda_draft_item
                         where meeting_id = any(:meetings) and kind <> 'INTERNAL' and minutes is not null
                         group by meeting_id""").param("meetings", meetings).query(row -> {
            planned.put(
                    new MeetingId(row.getObject("meeting_id", UUID.class)), Duration.ofMinutes(row.getLong("minutes")));
        });
        return planned;
    }

    /** The group's sessions at the meeting's event on the meeting's days, as one meeting asks the timetable for them. */
    private Map<MeetingId, List<MeetingHours.Span>> sessions(UUID[] meetings) {
        Map<MeetingId, List<MeetingHours.Span>> sessions = new HashMap<>();
        jdbc.sql("""
                        select m.id, s.starts_at, s.ends_at
                          from meeting m
                          join session s on (s.event_id = m.event_id or s.part_id = m.event_id) and not s.cancelled
                                        and s.kind in ('SESSION', 'PLENARY')
                                        and s.starts_at < (date_trunc('day', m.ends_at at time zone m.time_zone)
                                                           + interval '1 day') at time zone m.time_zone
                                        and s.ends_at > date_trunc('day', m.starts_at at time zone m.time_zone)
                                                        at time zone m.time_zone
                          join session_group g on g.session_id = s.id and g.group_id = m.group_id
                         where m.id = any(:meetings)""").param("meetings", meetings).query(row -> {
            sessions.computeIfAbsent(new MeetingId(row.getObject("id", UUID.class)), id -> new ArrayList<>())
                    .add(new MeetingHours.Span(
                            row.getTimestamp("starts_at").toInstant(),
                            row.getTimestamp("ends_at").toInstant()));
        });
        return sessions;
    }
}
