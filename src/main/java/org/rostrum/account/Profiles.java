package org.rostrum.account;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rostrum.account.Profile.Guest;
import org.rostrum.account.Profile.Membership;
import org.rostrum.account.Profile.Office;
import org.rostrum.account.Profile.Represented;
import org.rostrum.account.Profile.Right;
import org.rostrum.groups.OfficeRole;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.Standing;
import org.rostrum.shared.UndoId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** A read view over people, members and groups, for the one it is about. */
@Service
public class Profiles {

    private static final String PERSON = """
            select p.name, p.email, p.staff, p.test_staff, p.shows_writing, o.name as organization, m.standing, m.level_code,
                   l.name as level, l.vote_weight
              from person p
              left join current_delegation d on d.person_id = p.id
              left join organization o on o.id = d.organization_id
              left join current_membership m on m.organization_id = o.id
              left join membership_level l on l.code = m.level_code
             where p.id = :person
            """;

    private static final String RIGHTS = """
            select r.description, coalesce(g.extent, 'NO') as extent, coalesce(g.note, '') as note
              from member_right r
              left join membership_right g on g.right_code = r.code and g.level_code = :level
             order by r.position
            """;

    private static final String REPRESENTED = """
            select o.name, d.since, d.until from delegation d join organization o on o.id = d.organization_id
             where d.person_id = :person order by d.since desc
            """;

    private static final String OFFICES = """
            select g.code, g.name, f.role, f.since, f.until from office f join working_group g on g.id = f.group_id
             where f.person_id = :person order by f.since desc, g.code
            """;

    private static final String INVITATIONS = """
            select m.name, p.name as invited_by, i.invited_at
              from invitation i join meeting m on m.id = i.meeting_id join person p on p.id = i.invited_by
             where i.person_id = :person order by i.invited_at desc limit 50
            """;

    private final JdbcClient jdbc;

    Profiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Profile of(PersonId person) {
        List<Represented> represented = jdbc.sql(REPRESENTED)
                .param("person", person.value())
                .query((row, n) -> new Represented(
                        row.getString("name"), row.getTimestamp("since").toInstant(), instant(row, "until")))
                .list();
        List<Office> offices = jdbc.sql(OFFICES)
                .param("person", person.value())
                .query((row, n) -> new Office(
                        row.getString("code"),
                        row.getString("name"),
                        OfficeRole.valueOf(row.getString("role")),
                        row.getTimestamp("since").toInstant(),
                        instant(row, "until")))
                .list();
        List<Guest> invitations = jdbc.sql(INVITATIONS)
                .param("person", person.value())
                .query((row, n) -> new Guest(
                        row.getString("name"),
                        row.getString("invited_by"),
                        row.getTimestamp("invited_at").toInstant()))
                .list();
        return jdbc.sql(PERSON)
                .param("person", person.value())
                .query((row, n) -> new Profile(
                        row.getString("name"),
                        row.getString("email"),
                        row.getBoolean("staff"),
                        row.getBoolean("test_staff"),
                        row.getBoolean("shows_writing"),
                        membership(row),
                        represented,
                        offices,
                        invitations))
                .single();
    }

    /** What somebody did to their own delegation in the last ten minutes, and may take back. */
    public Optional<UndoId> ownSlip(PersonId person) {
        return jdbc.sql("""
                        select id from undo
                         where history = 'DELEGATION' and subject_id = :person and done_by = :person
                           and undone_at is null and done_at > now() - interval '10 minutes'
                         order by done_at desc limit 1""")
                .param("person", person.value())
                .query((row, n) -> UndoId.valueOf(row.getString("id")))
                .optional();
    }

    private @Nullable Membership membership(ResultSet row) throws SQLException {
        String organization = row.getString("organization");
        if (organization == null) {
            return null;
        }
        String level = row.getString("level");
        String standing = row.getString("standing");
        return new Membership(
                organization,
                level == null ? "" : level,
                level == null ? "" : weight(row.getBigDecimal("vote_weight")),
                standing == null ? Standing.LEFT : Standing.valueOf(standing),
                level == null ? List.of() : rights(row.getString("level_code")));
    }

    private List<Right> rights(String level) {
        return jdbc.sql(RIGHTS)
                .param("level", level)
                .query((row, n) ->
                        new Right(row.getString("description"), row.getString("extent"), row.getString("note")))
                .list();
    }

    private static String weight(BigDecimal weight) {
        return weight.compareTo(new BigDecimal("0.5")) == 0
                ? "½"
                : weight.stripTrailingZeros().toPlainString();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
