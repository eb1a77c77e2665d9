package org.rostrum.calendars;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.rostrum.access.Act;
import org.rostrum.access.Place;
import org.rostrum.access.Viewer;
import org.rostrum.calendars.Entries.Meeting;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupRef;
import org.rostrum.groups.Visibility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Meetings as calendars show them. A read view: of the meetings' own, calendars need when they were changed. */
@Component
class CalendarMeetings {

    private static final String MEETINGS = """
            select m.id, m.event_id, m.name, g.id as group_id, g.code, g.name as group_name, g.visibility, m.venue, e.place,
                   m.time_zone, m.starts_at, m.ends_at, m.contribution_deadline, m.status, m.cancelled_reason, m.sequence,
                   m.changed_at
              from meeting m
              join working_group g on g.id = m.group_id
              left join event e on e.id = m.event_id
             where $condition
             order by m.starts_at, m.id
            """;

    private final JdbcClient jdbc;

    CalendarMeetings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param condition on m and g; it decides which of them the viewer may know of */
    List<Meeting> where(String condition, Map<String, ?> parameters, Viewer viewer) {
        return jdbc.sql(MEETINGS.replace("$condition", condition))
                .params(parameters)
                .query((row, n) -> meeting(row, viewer))
                .list();
    }

    private static Meeting meeting(ResultSet row, Viewer viewer) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        UUID event = row.getObject("event_id", UUID.class);
        GroupId group = new GroupId(row.getObject("group_id", UUID.class));
        Visibility visibility = Visibility.valueOf(row.getString("visibility"));
        boolean readable = viewer.may(Act.READ, new Place(id, group, visibility));
        return new Meeting(
                id,
                event,
                row.getString("name"),
                new GroupRef(group, row.getString("code"), row.getString("group_name")),
                visibility,
                readable ? row.getString("venue") : null,
                row.getString("place"),
                ZoneId.of(row.getString("time_zone")),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                row.getTimestamp("contribution_deadline").toInstant(),
                row.getString("status").equals("CANCELLED"),
                readable ? row.getString("cancelled_reason") : null,
                row.getInt("sequence"),
                row.getTimestamp("changed_at").toInstant(),
                readable || event == null ? "/meetings/" + id : "/events/" + event,
                readable);
    }
}
