package org.rostrum.events;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Base64;
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
import org.rostrum.shared.Page;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.When;
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
    private final Clock clock;

    Events(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
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

    /** By the minute where the times are known, else by the day in the event's zone; as {@link EventView#when} has it. */
    private static final String TODAY = "(:now::timestamptz at time zone coalesce(e.time_zone, 'UTC'))::date";

    private static final String BEGUN =
            "(e.date_precision = 'DAY' and case when e.starts_at is null then e.starts_on <= " + TODAY
                    + " else e.starts_at <= :now end)";

    private static final String OVER = "(case when e.date_precision = 'MONTH' or e.ends_at is null then e.ends_on < "
            + TODAY + " else e.ends_at < :now end)";

    /**
     * Events by the day on which they begin: those to come and those going on in their order, the others beginning with
     * the latest. Cancelled ones too.
     *
     * @param when null for all
     * @param kind null for all
     * @param cursor what an earlier page gave as its next, for the same {@code when} and {@code kind}
     */
    public Page<EventView> list(@Nullable When when, @Nullable EventKind kind, @Nullable String cursor, int limit) {
        boolean ascending = when == When.NOW || when == When.UPCOMING;
        String time = switch (when) {
            case null -> "";
            case NOW -> " and " + BEGUN + " and not " + OVER;
            case UPCOMING -> " and not " + BEGUN + " and not " + OVER;
            case PAST -> " and " + OVER;
        };
        String direction = ascending ? " asc" : " desc";
        String sql = VIEW + "where true" + time + (kind == null ? "" : " and e.kind = :kind")
                + (cursor == null ? "" : " and (e.starts_on, e.id) " + (ascending ? ">" : "<") + " (:day, :id)")
                + " order by e.starts_on" + direction + ", e.id" + direction + " limit :limit";
        JdbcClient.StatementSpec statement = jdbc.sql(sql).param("limit", limit + 1);
        if (when != null) {
            statement = statement.param("now", Timestamp.from(clock.instant()));
        }
        if (kind != null) {
            statement = statement.param("kind", kind.name());
        }
        if (cursor != null) {
            Cursor after = Cursor.read(cursor);
            statement = statement.param("day", after.day()).param("id", after.id());
        }
        List<EventView> found = statement.query((row, n) -> event(row)).list();
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        EventView last = found.get(limit - 1);
        return new Page<>(
                found.subList(0, limit), new Cursor(last.startsOn(), last.id().value()).written());
    }

    /** Where a page ended. Opaque to clients, who hand it back. */
    private record Cursor(LocalDate day, UUID id) {

        String written() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((day + " " + id).getBytes(StandardCharsets.US_ASCII));
        }

        static Cursor read(String written) {
            try {
                String[] parts =
                        new String(Base64.getUrlDecoder().decode(written), StandardCharsets.US_ASCII).split(" ", 2);
                return new Cursor(LocalDate.parse(parts[0]), UUID.fromString(parts[1]));
            } catch (IllegalArgumentException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
                throw Refusal.invalid("cursor", "This cursor is none that was given out. Begin again without one.");
            }
        }
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
