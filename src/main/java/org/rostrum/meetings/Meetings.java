package org.rostrum.meetings;

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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Lately;
import org.rostrum.access.ReadableMeetings;
import org.rostrum.access.Viewer;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupRef;
import org.rostrum.groups.Visibility;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Page;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.ShortMemory;
import org.rostrum.shared.When;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Meetings as a viewer may see them: whoever may not see one is told that there is none. */
@Service
public class Meetings {

    static final String VIEW = """
            select m.id, m.name, g.id as group_id, g.code as group_code, g.name as group_name, g.visibility, m.room_id,
                   m.event_id, e.name as event_name, e.place, m.venue, m.time_zone, m.starts_at, m.ends_at,
                   m.contribution_deadline, m.agenda_expected_on, m.late_policy, m.status,
                   coalesce(a.version, 0) as agenda_version
              from meeting m
              join working_group g on g.id = m.group_id
              left join event e on e.id = m.event_id
              left join agenda a on a.meeting_id = m.id
            """;

    private static final int LATEST_OF_GROUP = 60;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ShortMemory<RoomId, MeetingView> lately;

    Meetings(JdbcClient jdbc, Clock clock, Lately lately) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.lately = lately.known(1_000);
    }

    /** @throws NotFound where there is none that the viewer may read */
    public MeetingView require(MeetingId id, Viewer viewer) {
        return find(id, viewer).orElseThrow(() -> new NotFound("meeting"));
    }

    /** Empty where there is none that the viewer may read. */
    public Optional<MeetingView> find(MeetingId id, Viewer viewer) {
        return jdbc.sql(VIEW + "where m.id = :id")
                .param("id", id.value())
                .query((row, n) -> view(row))
                .optional()
                .filter(meeting -> viewer.may(Act.READ, meeting.permissions()));
    }

    /** For what the portal does of its own accord, and shows to nobody by doing it. */
    public MeetingView forThePortal(MeetingId id) {
        return jdbc.sql(VIEW + "where m.id = :id")
                .param("id", id.value())
                .query((row, n) -> view(row))
                .single();
    }

    /** The meeting that is held in a room, if the viewer may read it. */
    public Optional<MeetingView> in(RoomId room, Viewer viewer) {
        return forThePortalIn(room).filter(meeting -> viewer.may(Act.READ, meeting.permissions()));
    }

    /** As {@link #forThePortal}; empty where no meeting is held there. */
    public Optional<MeetingView> forThePortalIn(RoomId room) {
        return jdbc.sql(VIEW + "where m.room_id = :room")
                .param("room", room.value())
                .query((row, n) -> view(row))
                .optional();
    }

    /**
     * As {@link #requireIn}, as it was a moment ago: for what many do in one room at once.
     *
     * @throws NotFound where there is no such room, or none that the viewer may read
     */
    public MeetingView requireLatelyIn(RoomId room, Viewer viewer) {
        return lately.get(room, this::forThePortalIn)
                .filter(meeting -> viewer.may(Act.READ, meeting.permissions()))
                .orElseThrow(() -> new NotFound("room"));
    }

    /** @throws NotFound where there is no such room, or none that the viewer may read */
    public MeetingView requireIn(RoomId room, Viewer viewer) {
        return in(room, viewer).orElseThrow(() -> new NotFound("room"));
    }

    /**
     * The meetings a viewer may read, without cancelled ones: those to come and those going on in their order, the
     * others beginning with the latest.
     *
     * @param when null for all
     * @param cursor what an earlier page gave as its next, for the same {@code when}
     */
    public Page<MeetingView> list(Viewer viewer, @Nullable When when, @Nullable String cursor, int limit) {
        JdbcClient.StatementSpec statement = jdbc.sql(listing(when, cursor != null))
                .params(ReadableMeetings.parameters(viewer))
                .param("now", Timestamp.from(clock.instant()))
                .param("limit", limit + 1);
        if (cursor != null) {
            Cursor after = Cursor.read(cursor);
            statement = statement.param("at", Timestamp.from(after.startsAt())).param("id", after.id());
        }
        List<MeetingView> found = statement.query((row, n) -> view(row)).list();
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        MeetingView last = found.get(limit - 1);
        return new Page<>(
                found.subList(0, limit), new Cursor(last.startsAt(), last.id().value()).written());
    }

    /** The latest meetings of a group, cancelled ones too, the latest first. */
    public List<MeetingView> ofGroup(GroupId group, Viewer viewer) {
        return jdbc.sql(VIEW + "where m.group_id = :group and " + ReadableMeetings.CONDITION
                        + " order by m.starts_at desc, m.id desc limit :limit")
                .params(ReadableMeetings.parameters(viewer))
                .param("group", group.value())
                .param("limit", LATEST_OF_GROUP)
                .query((row, n) -> view(row))
                .list();
    }

    /** The meetings of some groups that are going on or to come, without cancelled ones, in their order. */
    public List<MeetingView> ahead(Collection<GroupId> groups, Viewer viewer) {
        return groups.isEmpty()
                ? List.of()
                : jdbc.sql(VIEW
                                + "where m.group_id = any(:groups) and m.status = 'SCHEDULED' and m.ends_at >= :now and "
                                + ReadableMeetings.CONDITION + " order by m.starts_at, m.id")
                        .params(ReadableMeetings.parameters(viewer))
                        .param("groups", groups.stream().map(GroupId::value).toArray(UUID[]::new))
                        .param("now", Timestamp.from(clock.instant()))
                        .query((row, n) -> view(row))
                        .list();
    }

    static String listing(@Nullable When when, boolean continued) {
        boolean ascending = when == When.NOW || when == When.UPCOMING;
        String time = switch (when) {
            case null -> "";
            case NOW -> " and m.starts_at <= :now and m.ends_at >= :now";
            case UPCOMING -> " and m.starts_at > :now";
            case PAST -> " and m.ends_at < :now";
        };
        String after = continued ? " and (m.starts_at, m.id) " + (ascending ? ">" : "<") + " (:at, :id)" : "";
        String direction = ascending ? " asc" : " desc";
        return VIEW + "where m.status = 'SCHEDULED' and " + ReadableMeetings.CONDITION + time + after
                + " order by m.starts_at" + direction + ", m.id" + direction + " limit :limit";
    }

    /** Where a page ended. Opaque to clients, who hand it back. */
    private record Cursor(Instant startsAt, UUID id) {

        String written() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((startsAt + " " + id).getBytes(StandardCharsets.US_ASCII));
        }

        static Cursor read(String written) {
            try {
                String[] parts =
                        new String(Base64.getUrlDecoder().decode(written), StandardCharsets.US_ASCII).split(" ", 2);
                return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            } catch (IllegalArgumentException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
                throw Refusal.invalid("cursor", "This cursor is none that was given out. Begin again without one.");
            }
        }
    }

    static MeetingView view(ResultSet row) throws SQLException {
        return new MeetingView(
                new MeetingId(row.getObject("id", UUID.class)),
                row.getString("name"),
                new GroupRef(
                        new GroupId(row.getObject("group_id", UUID.class)),
                        row.getString("group_code"),
                        row.getString("group_name")),
                Visibility.valueOf(row.getString("visibility")),
                new RoomId(row.getObject("room_id", UUID.class)),
                row.getObject("event_id", UUID.class),
                row.getString("event_name"),
                row.getString("place"),
                row.getString("venue"),
                ZoneId.of(row.getString("time_zone")),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                row.getTimestamp("contribution_deadline").toInstant(),
                row.getObject("agenda_expected_on", LocalDate.class),
                LatePolicy.valueOf(row.getString("late_policy")),
                row.getString("status").equals("CANCELLED"),
                row.getInt("agenda_version"));
    }
}
