package org.rostrum.timetables;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventId;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupRef;
import org.rostrum.groups.Visibility;
import org.rostrum.shared.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The published timetables, as a viewer may see them. One statement for any number of sessions. */
@Service
public class Timetables {

    static final String COLUMNS = """
            s.id, s.event_id, e.name as event_name, e.time_zone, s.part_id, p.name as part_name, s.kind, s.title,
                   s.note, r.id as room_id, r.name as room_name, r.capacity, s.starts_at, s.ends_at, s.mode,
                   s.members_only, s.visibility, s.cancelled, s.sequence, s.changed_at,
                   (select string_agg(g.id || ' ' || g.code || ' ' || g.name, e'\n' order by sg.position)
                      from session_group sg join working_group g on g.id = sg.group_id
                     where sg.session_id = s.id) as groups
            """;

    static final String TABLES = """
              from session s
              join event e on e.id = s.event_id
              left join event p on p.id = s.part_id
              left join venue_room r on r.id = s.venue_room_id
            """;

    /** Rows for {@link #session}; to be followed by a condition on s and an order. */
    public static final String SESSIONS = "select " + COLUMNS + TABLES;

    private final JdbcClient jdbc;

    Timetables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The timetable of an event.
     *
     * @param version 0 before the first publication
     * @param publishedAt when that version was published; null before the first
     * @param expectedOn null where nobody has said
     * @param sessions cancelled ones too, by when they begin and then by room
     */
    public record Timetable(
            int version,
            @Nullable Instant publishedAt,
            @Nullable LocalDate expectedOn,
            List<SessionView> sessions) {

        public List<LocalDate> days() {
            return sessions.stream().map(SessionView::day).distinct().toList();
        }
    }

    private record Head(
            int version,
            @Nullable Instant publishedAt,
            @Nullable LocalDate expectedOn) {}

    public Timetable of(EventId week, Viewer viewer) {
        Head head = jdbc.sql("""
                        select t.version, t.expected_on, p.published_at
                          from timetable t
                          left join timetable_publication p on p.event_id = t.event_id and p.version = t.version
                         where t.event_id = :event""")
                .param("event", week.value())
                .query((row, n) -> {
                    Timestamp published = row.getTimestamp("published_at");
                    return new Head(
                            row.getInt("version"),
                            published == null ? null : published.toInstant(),
                            row.getObject("expected_on", LocalDate.class));
                })
                .optional()
                .orElse(new Head(0, null, null));
        List<SessionView> sessions = head.version() == 0
                ? List.of()
                : jdbc.sql(SESSIONS + """
                                where s.event_id = :event
                                order by s.starts_at, r.position nulls last, s.ends_at, s.id""").param("event", week.value()).query((row, n) -> session(row)).list().stream()
                        .filter(session -> session.visibleTo(viewer))
                        .toList();
        return new Timetable(head.version(), head.publishedAt(), head.expectedOn(), sessions);
    }

    /** The rooms of the event's venue, in the order in which staff put them. */
    public List<SessionView.VenueRoomRef> rooms(EventId week) {
        return jdbc.sql("select id, name, capacity from venue_room where event_id = :event order by position, name, id")
                .param("event", week.value())
                .query((row, n) -> new SessionView.VenueRoomRef(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getObject("capacity", Integer.class)))
                .list();
    }

    /** When a group sits, and nothing else of the session. */
    public record Sitting(Instant startsAt, Instant endsAt) {}

    /**
     * A group at an event, between two instants.
     *
     * @param asker whatever it is asked for, for example the group's meeting there
     */
    public record Sitter(UUID asker, EventId event, GroupId group, Instant from, Instant to) {}

    /**
     * When groups sit, joint sessions included, cancelled ones and breaks not, by who asks. For who may read the groups'
     * meetings: whether they may see the sessions is not asked.
     */
    public Map<UUID, List<Sitting>> sittings(List<Sitter> sitters) {
        Map<UUID, List<Sitting>> sittings = new HashMap<>();
        if (sitters.isEmpty()) {
            return sittings;
        }
        jdbc.sql("""
                        select w.asker, s.starts_at, s.ends_at
                          from unnest(:askers::uuid[], :events::uuid[], :groups::uuid[], :froms::timestamptz[],
                                      :tos::timestamptz[]) w(asker, event_id, group_id, starts_at, ends_at)
                          join session_group g on g.group_id = w.group_id
                          join session s on s.id = g.session_id and (s.event_id = w.event_id or s.part_id = w.event_id)
                         where not s.cancelled and s.kind in ('SESSION', 'PLENARY')
                           and s.starts_at < w.ends_at and s.ends_at > w.starts_at
                         order by s.starts_at, s.ends_at""")
                .param("askers", texts(sitters, Sitter::asker))
                .param("events", texts(sitters, Sitter::event))
                .param("groups", texts(sitters, Sitter::group))
                .param("froms", texts(sitters, Sitter::from))
                .param("tos", texts(sitters, Sitter::to))
                .query(row -> {
                    sittings.computeIfAbsent(row.getObject("asker", UUID.class), asker -> new ArrayList<>())
                            .add(new Sitting(
                                    row.getTimestamp("starts_at").toInstant(),
                                    row.getTimestamp("ends_at").toInstant()));
                });
        return sittings;
    }

    private static String[] texts(List<Sitter> sitters, Function<Sitter, Object> what) {
        return sitters.stream().map(what).map(String::valueOf).toArray(String[]::new);
    }

    /** @throws NotFound where there is none that the viewer may see */
    public SessionView require(SessionId id, Viewer viewer) {
        return jdbc.sql(SESSIONS + "where s.id = :id")
                .param("id", id.value())
                .query((row, n) -> session(row))
                .optional()
                .filter(session -> session.visibleTo(viewer))
                .orElseThrow(() -> new NotFound("session"));
    }

    /** A row of {@link #SESSIONS}. */
    public static SessionView session(ResultSet row) throws SQLException {
        UUID part = row.getObject("part_id", UUID.class);
        UUID room = row.getObject("room_id", UUID.class);
        String zone = row.getString("time_zone");
        String mode = row.getString("mode");
        return new SessionView(
                new SessionId(row.getObject("id", UUID.class)),
                new EventId(row.getObject("event_id", UUID.class)),
                row.getString("event_name"),
                part == null ? null : new EventId(part),
                row.getString("part_name"),
                SessionKind.valueOf(row.getString("kind")),
                row.getString("title"),
                row.getString("note"),
                room == null
                        ? null
                        : new SessionView.VenueRoomRef(
                                room,
                                Objects.requireNonNull(row.getString("room_name")),
                                row.getObject("capacity", Integer.class)),
                zone == null ? ZoneOffset.UTC : ZoneId.of(zone),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                mode == null ? null : EventFormat.valueOf(mode),
                row.getBoolean("members_only"),
                Visibility.valueOf(row.getString("visibility")),
                row.getBoolean("cancelled"),
                groups(row.getString("groups")),
                row.getInt("sequence"),
                row.getTimestamp("changed_at").toInstant());
    }

    static List<GroupRef> groups(@Nullable String joined) {
        if (joined == null) {
            return List.of();
        }
        List<GroupRef> groups = new ArrayList<>();
        for (String line : joined.split("\n", -1)) {
            String[] parts = line.split(" ", 3);
            groups.add(new GroupRef(GroupId.valueOf(parts[0]), parts[1], parts[2]));
        }
        return groups;
    }
}
