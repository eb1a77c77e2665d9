package org.rostrum.events;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Place;
import org.rostrum.access.Viewer;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupRef;
import org.rostrum.groups.Visibility;
import org.rostrum.shared.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Events are public; which meetings are shown in them depends on who looks. */
@Service
public class Events {

    static final String VIEW = """
            select e.id, e.kind, e.name, e.host, e.place, e.format, e.time_zone, e.starts_on, e.ends_on,
                   e.date_precision, e.starts_at, e.ends_at, e.status, e.subject, e.address, e.map_url, e.website,
                   e.description, e.cancelled_reason, e.within_id,
                   (select w.name from event w where w.id = e.within_id) as within_name, e.sequence, e.changed_at
              from event e
            """;

    /** A read view: meetings stand above events, and their programme is part of what an event shows. */
    static final String PROGRAMME = """
            select m.id, m.event_id, g.id as group_id, g.code as group_code, g.name as group_name, g.visibility, m.name,
                   m.venue, m.time_zone, m.starts_at, m.ends_at, m.status
              from meeting m
              join working_group g on g.id = m.group_id
            """;

    private final JdbcClient jdbc;

    Events(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public EventView require(EventId id) {
        return jdbc.sql(VIEW + "where e.id = :id")
                .param("id", id.value())
                .query((row, n) -> event(row))
                .optional()
                .orElseThrow(() -> new NotFound("event"));
    }

    /** All there ever were, in their order. */
    public List<EventView> all() {
        return jdbc.sql(VIEW + "order by e.starts_on, e.name, e.id")
                .query((row, n) -> event(row))
                .list();
    }

    /**
     * The meetings in an event. Their names and times are public, except those of a group that keeps to itself: who may
     * not read such a meeting does not learn that there is one.
     */
    public List<ProgrammeMeeting> programme(EventId event, Viewer viewer) {
        return programme(List.of(event), viewer);
    }

    public List<ProgrammeMeeting> programme(Collection<EventId> events, Viewer viewer) {
        if (events.isEmpty()) {
            return List.of();
        }
        return jdbc
                .sql(PROGRAMME + "where m.event_id in (:events) order by m.starts_at, g.code, m.id")
                .param("events", events.stream().map(EventId::value).toList())
                .query((row, n) -> meeting(row, viewer))
                .list()
                .stream()
                .filter(meeting -> meeting.readable() || meeting.visibility() != Visibility.GROUP)
                .toList();
    }

    /** Those a person takes part in or is invited to, of groups that have no session on a timetable there. */
    private static final String WITHOUT_SESSIONS = PROGRAMME + """
             where (m.id in (select meeting_id from participation where person_id = :person)
                 or m.id = any(:invitations::uuid[]))
               and m.starts_at < :to and m.ends_at > :from
               and not exists (select 1 from session s join session_group sg on sg.session_id = s.id
                                where sg.group_id = m.group_id and m.event_id in (s.event_id, s.part_id))
             order by m.starts_at, m.ends_at, m.id
            """;

    /**
     * The meetings somebody takes part in that no timetable has sessions of: those are held in one piece, and a person's
     * agenda shows them as they are. Cancelled ones too.
     */
    public List<ProgrammeMeeting> withoutSessions(Viewer viewer, Instant from, Instant to) {
        return jdbc
                .sql(WITHOUT_SESSIONS)
                .param("person", viewer.requirePerson().value())
                .param(
                        "invitations",
                        viewer.invitations().stream().map(String::valueOf).toArray(String[]::new))
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query((row, n) -> meeting(row, viewer))
                .list()
                .stream()
                .filter(ProgrammeMeeting::readable)
                .toList();
    }

    private static final String OUTLOOK = """
            select e.id, r.opens_at, r.closes_at, coalesce(t.version, 0) as version, t.expected_on
              from event e
              left join registration_setup r on r.event_id = coalesce(e.within_id, e.id)
              left join timetable t on t.event_id = coalesce(e.within_id, e.id)
             where e.id in (:events)
            """;

    public Outlook outlook(EventId event) {
        return outlooks(List.of(event)).getOrDefault(event, Outlook.NONE);
    }

    Map<EventId, Outlook> outlooks(Collection<EventId> events) {
        Map<EventId, Outlook> outlooks = new HashMap<>();
        if (!events.isEmpty()) {
            jdbc.sql(OUTLOOK)
                    .param("events", events.stream().map(EventId::value).toList())
                    .query(row -> {
                        outlooks.put(
                                new EventId(row.getObject("id", UUID.class)),
                                new Outlook(
                                        instant(row.getTimestamp("opens_at")),
                                        instant(row.getTimestamp("closes_at")),
                                        row.getInt("version"),
                                        row.getObject("expected_on", LocalDate.class)));
                    });
        }
        return outlooks;
    }

    static EventView event(ResultSet row) throws SQLException {
        String format = row.getString("format");
        UUID within = row.getObject("within_id", UUID.class);
        String zone = row.getString("time_zone");
        return new EventView(
                new EventId(row.getObject("id", UUID.class)),
                EventKind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("host"),
                row.getString("place"),
                format == null ? null : EventFormat.valueOf(format),
                zone == null ? null : ZoneId.of(zone),
                row.getObject("starts_on", LocalDate.class),
                row.getObject("ends_on", LocalDate.class),
                row.getString("date_precision").equals("MONTH"),
                instant(row.getTimestamp("starts_at")),
                instant(row.getTimestamp("ends_at")),
                row.getString("status").equals("CANCELLED"),
                row.getString("subject"),
                row.getString("address"),
                row.getString("map_url"),
                row.getString("website"),
                row.getString("description"),
                row.getString("cancelled_reason"),
                within == null ? null : new EventId(within),
                row.getString("within_name"),
                row.getInt("sequence"),
                row.getTimestamp("changed_at").toInstant());
    }

    /** What is held within an event, in its order: a test event beside the groups of the same week. */
    public List<EventView> within(EventId week) {
        return jdbc.sql(VIEW + "where e.within_id = :id order by e.starts_on, e.name, e.id")
                .param("id", week.value())
                .query((row, n) -> event(row))
                .list();
    }

    static ProgrammeMeeting meeting(ResultSet row, Viewer viewer) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        UUID event = row.getObject("event_id", UUID.class);
        GroupRef group = new GroupRef(
                new GroupId(row.getObject("group_id", UUID.class)),
                row.getString("group_code"),
                row.getString("group_name"));
        Visibility visibility = Visibility.valueOf(row.getString("visibility"));
        Place place = new Place(id, group.id(), visibility);
        boolean readable = viewer.may(Act.READ, place);
        return new ProgrammeMeeting(
                id,
                event == null ? null : new EventId(event),
                group,
                visibility,
                row.getString("name"),
                readable ? row.getString("venue") : null,
                ZoneId.of(row.getString("time_zone")),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                row.getString("status").equals("CANCELLED"),
                readable,
                viewer.may(Act.FOLLOW, place));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
