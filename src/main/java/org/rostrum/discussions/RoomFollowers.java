package org.rostrum.discussions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.MeetingReaders;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingView;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Sought;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Who may follow a meeting's discussion, and so be named in it. A name is enough where one of them has it; where two
 * share it, their organisation stands behind it in brackets, for readers as for the portal.
 */
@Service
public class RoomFollowers {

    private static final int OFFERED = 8;
    private static final int SHORTEST = 2;

    /** Of staff and guests, who represent nobody, says what they are. */
    private static final String FOLLOWER = """
            p.id, p.name, o.name as organization,
                   coalesce(o.name, case when p.staff or p.test_staff then 'Staff' else 'Guest' end) as beside
            """;

    /** Of those that a join finds. */
    private static final String FOUND =
            " from meeting m join working_group g on g.id = m.group_id %s" + """
              left join current_delegation d on d.person_id = p.id
              left join organization o on o.id = d.organization_id
             where m.id = :meeting and\s""" + MeetingReaders.FOLLOWERS;

    private static final String NAMED = "select w.typed, " + FOLLOWER
            + FOUND.formatted(
                    "join unnest(:names) as w (typed) on true join person p on lower(p.name) = lower(w.typed)");

    private static final String BEGINNING = "with found as (select " + FOLLOWER
            + FOUND.formatted(
                    "join person p on lower(p.name) like lower(:begins) or lower(p.name) like '% ' || lower(:begins)")
            + """
            )
            select name, organization, case when namesakes = 1 then name else name || ' (' || beside || ')' end as mention
              from (select f.*, count(*) over (partition by lower(name)) as namesakes,
                           count(*) over (partition by lower(name), lower(beside)) as twins
                      from found f) f
             where twins = 1
             order by exists (select from message s where s.room_id = :room and s.author_id = f.id) desc, lower(name), beside
             limit :limit""";

    private final JdbcClient jdbc;

    RoomFollowers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One of them.
     *
     * @param organization null for staff and guests
     * @param beside what stands behind the name where it is not enough
     */
    record Follower(PersonId id, String name, @Nullable String organization, String beside) {}

    /** All who have one of the names, by the name as it was typed. One statement. */
    Map<String, List<Follower>> named(MeetingView meeting, Collection<String> names) {
        return names.isEmpty()
                ? Map.of()
                : jdbc
                        .sql(NAMED)
                        .param("meeting", meeting.id().value())
                        .param("names", names.toArray(String[]::new))
                        .query((row, n) -> Map.entry(row.getString("typed"), follower(row)))
                        .list()
                        .stream()
                        .collect(Collectors.groupingBy(
                                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static Follower follower(ResultSet row) throws SQLException {
        return new Follower(
                new PersonId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("organization"),
                row.getString("beside"));
    }

    /**
     * Somebody who can be named.
     *
     * @param mention what to write behind the @
     */
    public record Nameable(String name, @Nullable String organization, String mention) {}

    /**
     * Those one of whose names begins as typed: who has spoken in the room first.
     *
     * @throws NotFound where the viewer may not see the meeting, {@link Refusal} where they may not write in its room
     */
    public List<Nameable> beginning(MeetingView meeting, String typed, Viewer viewer) {
        viewer.require(Act.DISCUSS, meeting.permissions());
        Sought sought = Sought.of(typed);
        if (sought.text().length() < SHORTEST) {
            return List.of();
        }
        return jdbc.sql(BEGINNING)
                .param("meeting", meeting.id().value())
                .param("room", meeting.room().value())
                .param("begins", sought.like().substring(1))
                .param("limit", OFFERED)
                .query((row, n) ->
                        new Nameable(row.getString("name"), row.getString("organization"), row.getString("mention")))
                .list();
    }
}
