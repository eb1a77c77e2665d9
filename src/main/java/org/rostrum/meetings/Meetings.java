package org.rostrum.meetings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.rostrum.access.Viewer;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupRef;
import org.rostrum.groups.Visibility;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NotFound;
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

    private final JdbcClient jdbc;

    Meetings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws NotFound where there is none that the viewer may read */
    public MeetingView require(MeetingId id, Viewer viewer) {
        return jdbc.sql(VIEW + "where m.id = :id")
                .param("id", id.value())
                .query((row, n) -> view(row))
                .optional()
                .filter(meeting -> viewer.mayRead(meeting.permissions()))
                .orElseThrow(() -> new NotFound("meeting"));
    }

    /** The meeting that is held in a room, if the viewer may read it. */
    public Optional<MeetingView> in(RoomId room, Viewer viewer) {
        return jdbc.sql(VIEW + "where m.room_id = :room")
                .param("room", room.value())
                .query((row, n) -> view(row))
                .optional()
                .filter(meeting -> viewer.mayRead(meeting.permissions()));
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
