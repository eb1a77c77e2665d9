package org.rostrum.registrations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.rostrum.access.Act;
import org.rostrum.access.Place;
import org.rostrum.access.ReadableMeetings;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupRef;
import org.rostrum.groups.Visibility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The meetings of a week that are neither over nor cancelled, as far as somebody may know of them. */
@Component
class WeekMeetings {

    private final JdbcClient jdbc;
    private final Clock clock;

    WeekMeetings(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Found(MeetingOffer offer, Place place) {}

    /** Those at which somebody may do something: attend, or invite a guest. */
    List<MeetingOffer> where(EventId week, Act act, Viewer viewer) {
        return jdbc
                .sql("""
                        select m.id, m.event_id, m.name, m.time_zone, m.starts_at, m.ends_at, g.id as group_id,
                               g.code, g.name as group_name, g.visibility
                          from meeting m
                          join event e on e.id = m.event_id
                          join working_group g on g.id = m.group_id
                         where (e.id = :week or e.within_id = :week) and m.status = 'SCHEDULED' and m.ends_at > :now
                        """ + " and " + ReadableMeetings.CONDITION + " order by m.starts_at, g.code, m.id")
                .params(ReadableMeetings.parameters(viewer))
                .param("week", week.value())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> found(row))
                .list()
                .stream()
                .filter(found -> viewer.may(act, found.place()))
                .map(Found::offer)
                .toList();
    }

    private static Found found(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        GroupId group = new GroupId(row.getObject("group_id", UUID.class));
        return new Found(
                new MeetingOffer(
                        id,
                        new EventId(row.getObject("event_id", UUID.class)),
                        new GroupRef(group, row.getString("code"), row.getString("group_name")),
                        row.getString("name"),
                        ZoneId.of(row.getString("time_zone")),
                        row.getTimestamp("starts_at").toInstant(),
                        row.getTimestamp("ends_at").toInstant()),
                new Place(id, group, Visibility.valueOf(row.getString("visibility"))));
    }

    /** Whether somebody was invited as a guest to any meeting of the week. */
    boolean invited(EventId week, Viewer viewer) {
        return viewer.guest()
                && jdbc.sql("""
                        select exists (select from meeting m join event e on e.id = m.event_id
                                        where (e.id = :week or e.within_id = :week) and m.id = any(:invitations::uuid[]))""")
                        .param("week", week.value())
                        .param(
                                "invitations",
                                viewer.invitations().stream()
                                        .map(UUID::toString)
                                        .toArray(String[]::new))
                        .query(Boolean.class)
                        .single();
    }
}
