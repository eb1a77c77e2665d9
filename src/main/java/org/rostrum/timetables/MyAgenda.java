package org.rostrum.timetables;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.events.Events;
import org.rostrum.events.ProgrammeMeeting;
import org.rostrum.shared.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What somebody marked, or is part of: their own way through the timetables of all events. */
@Service
public class MyAgenda {

    /** Why a session is on somebody's agenda. */
    public enum Why {
        MARKED("You marked it"),
        OFFICE("Your group"),
        MEETING("You take part in the group's meeting"),
        REGISTERED("You registered for the event");

        private final String label;

        Why(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** @param why at least one reason */
    public record Entry(SessionView session, Set<Why> why) {

        public boolean marked() {
            return why.contains(Why.MARKED);
        }
    }

    /** Which sessions, each with its reasons in one word list. A read view over participation and registration too. */
    private static final String REASONS = """
            with reason as (
              select session_id as id, 'MARKED' as why from session_mark where person_id = :person
              union all
              select session_id, 'OFFICE' from session_group where group_id = any(:groups::uuid[])
              union all
              select s.id, 'MEETING'
                from meeting m
                join session_group sg on sg.group_id = m.group_id
                join session s on s.id = sg.session_id and (s.event_id = m.event_id or s.part_id = m.event_id)
               where m.status = 'SCHEDULED'
                 and (m.id in (select meeting_id from participation where person_id = :person)
                   or m.id = any(:invitations::uuid[]))
              union all
              select s.id, 'REGISTERED'
                from registration r
                join registration_choice c on c.registration_id = r.id and c.place = 'CONFIRMED'
                join session s on s.event_id = r.event_id and (s.part_id is null or s.part_id = c.part_id)
               where r.person_id = :person and r.withdrawn_at is null
                 and not exists (select 1 from session_group sg where sg.session_id = s.id)),
            mine as (select id, string_agg(distinct why, ',') as why from reason group by id)
            """;

    private static final String BETWEEN = REASONS + "select mine.why, " + Timetables.COLUMNS + Timetables.TABLES + """
              join mine on mine.id = s.id
             where s.starts_at < :to and s.ends_at > :from
             order by s.starts_at, s.ends_at, s.id
            """;

    private static final String OF_ONE_EVENT =
            REASONS + "select mine.id, mine.why from mine join session s on s.id = mine.id where s.event_id = :event";

    private final JdbcClient jdbc;
    private final Timetables timetables;
    private final Events events;
    private final Clock clock;

    MyAgenda(JdbcClient jdbc, Timetables timetables, Events events, Clock clock) {
        this.jdbc = jdbc;
        this.timetables = timetables;
        this.events = events;
        this.clock = clock;
    }

    /** The sessions that go on in a stretch of time, cancelled ones too, in their order. */
    public List<Entry> of(Viewer viewer, Instant from, Instant to) {
        return mine(BETWEEN, viewer)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query((row, n) -> new Entry(Timetables.session(row), reasons(row)))
                .list()
                .stream()
                .filter(entry -> entry.session().visibleTo(viewer))
                .toList();
    }

    /**
     * The meetings they take part in whose group has no session on the event's timetable, or which are in no event:
     * those with sessions are there as these.
     */
    public List<ProgrammeMeeting> meetings(Viewer viewer, Instant from, Instant to) {
        return events.withoutSessions(viewer, from, to);
    }

    private static Set<Why> reasons(ResultSet row) throws SQLException {
        Set<Why> reasons = EnumSet.noneOf(Why.class);
        for (String why : row.getString("why").split(",", -1)) {
            reasons.add(Why.valueOf(why));
        }
        return reasons;
    }

    /** Which sessions of a timetable are on their agenda, with the reasons. None for who is no person of the portal. */
    public Map<SessionId, Set<Why>> of(Viewer viewer, EventId week) {
        if (viewer.person() == null) {
            return Map.of();
        }
        Map<SessionId, Set<Why>> found = new HashMap<>();
        mine(OF_ONE_EVENT, viewer).param("event", week.value()).query(row -> {
            found.put(new SessionId(row.getObject("id", UUID.class)), reasons(row));
        });
        return found;
    }

    private JdbcClient.StatementSpec mine(String sql, Viewer viewer) {
        return jdbc.sql(sql)
                .param("person", viewer.requirePerson().value())
                .param("groups", texts(viewer.member() ? viewer.offices().keySet() : Set.of()))
                .param("invitations", texts(viewer.invitations()));
    }

    private static String[] texts(Set<?> ids) {
        return ids.stream().map(String::valueOf).toArray(String[]::new);
    }

    /** Puts a session on one's agenda; one that is there stays. */
    @Transactional
    public void mark(SessionId id, Viewer viewer) {
        requireOwnHand(viewer);
        timetables.require(id, viewer);
        jdbc.sql("""
                        insert into session_mark (person_id, session_id, marked_at) values (:person, :session, :now)
                        on conflict do nothing""")
                .param("person", viewer.requirePerson().value())
                .param("session", id.value())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** Takes it off again, also where one may not see the session any more. */
    @Transactional
    public void unmark(SessionId id, Viewer viewer) {
        requireOwnHand(viewer);
        jdbc.sql("delete from session_mark where person_id = :person and session_id = :session")
                .param("person", viewer.requirePerson().value())
                .param("session", id.value())
                .update();
    }

    private static void requireOwnHand(Viewer viewer) {
        if (!viewer.scopes().contains(Scope.CONTRIBUTE)) {
            throw Refusal.forbidden("This token may not do that: it lacks the scope \"contribute\".");
        }
    }
}
