package org.rostrum.staff;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.OfficeRole;
import org.rostrum.organizations.Standing;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What waits for the staff: everything that is incomplete, out of order or about to change. */
@Service
class Desk {

    private static final int DAYS_AHEAD = 30;

    /** Longer lists are cut: each is an invitation to act, and the registers show the rest. */
    static final int SHOWN = 50;

    private final JdbcClient jdbc;

    Desk(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    int requests() {
        return jdbc.sql("select count(*) from join_request where decided_at is null")
                .query(Integer.class)
                .single();
    }

    /** A group nobody leads, or that has no secretary. An office counts while its holder represents a member in good standing. */
    record Unled(String code, String name, boolean chair, boolean secretary) {}

    List<Unled> groupsWithoutOfficers() {
        return jdbc.sql("""
                        with acting as (
                          select f.group_id, bool_or(f.role in ('CHAIR', 'VICE_CHAIR')) as led,
                                 bool_or(f.role = 'SECRETARY') as written
                            from current_office f
                            join person p on p.id = f.person_id and p.deactivated_at is null
                            join current_delegation d on d.person_id = f.person_id
                            join current_membership m on m.organization_id = d.organization_id and m.standing = 'ACTIVE'
                           group by f.group_id)
                        select g.code, g.name, coalesce(a.led, false) as led, coalesce(a.written, false) as written
                          from working_group g left join acting a on a.group_id = g.id
                         where g.closed_at is null and not (coalesce(a.led, false) and coalesce(a.written, false))
                         order by coalesce(a.led, false), g.code limit :limit""")
                .param("limit", SHOWN)
                .query((row, n) -> new Unled(
                        row.getString("code"), row.getString("name"), row.getBoolean("led"), row.getBoolean("written")))
                .list();
    }

    record Troubled(
            UUID id,
            String name,
            Standing standing,
            @Nullable String reason,
            boolean represented) {}

    List<Troubled> organizationsInTrouble() {
        return jdbc.sql("""
                        select o.id, o.name, m.standing, m.reason,
                               exists (select 1 from current_delegation d where d.organization_id = o.id) as represented
                          from organization o
                          join membership m on m.organization_id = o.id and m.since <= now()
                                           and (m.until is null or m.until > now())
                         where m.standing <> 'LEFT'
                           and (m.standing = 'SUSPENDED'
                                or not exists (select 1 from current_delegation d where d.organization_id = o.id))
                         order by m.standing desc, lower(o.name) limit :limit""")
                .param("limit", SHOWN)
                .query((row, n) -> new Troubled(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        Standing.valueOf(row.getString("standing")),
                        row.getString("reason"),
                        row.getBoolean("represented")))
                .list();
    }

    /** An office that begins or ends soon. */
    record ComingOffice(String code, OfficeRole role, UUID person, String name, Instant at, boolean begins) {}

    List<ComingOffice> offices() {
        return jdbc.sql("""
                        select g.code, f.role, p.id, p.name, c.at, c.begins
                          from (select id, since as at, true as begins from office
                                 where since > now() and since < now() + make_interval(days => :days)
                                 union all
                                select id, until, false from office
                                 where until > now() and until < now() + make_interval(days => :days)) c
                          join office f on f.id = c.id
                          join working_group g on g.id = f.group_id
                          join person p on p.id = f.person_id
                         order by c.at, g.code limit :limit""")
                .param("days", DAYS_AHEAD)
                .param("limit", SHOWN)
                .query((row, n) -> new ComingOffice(
                        row.getString("code"),
                        OfficeRole.valueOf(row.getString("role")),
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getTimestamp("at").toInstant(),
                        row.getBoolean("begins")))
                .list();
    }

    /** A level or standing that begins soon. */
    record ComingMembership(UUID id, String name, String level, Standing standing, Instant at) {}

    List<ComingMembership> memberships() {
        return jdbc.sql("""
                        select o.id, o.name, l.name as level, m.standing, m.since
                          from membership m
                          join organization o on o.id = m.organization_id
                          join membership_level l on l.code = m.level_code
                         where m.since > now() and m.since < now() + make_interval(days => :days)
                         order by m.since, lower(o.name) limit :limit""")
                .param("days", DAYS_AHEAD)
                .param("limit", SHOWN)
                .query((row, n) -> new ComingMembership(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("level"),
                        Standing.valueOf(row.getString("standing")),
                        row.getTimestamp("since").toInstant()))
                .list();
    }

    record ComingDelegation(UUID person, String name, String organization, Instant at, boolean begins) {}

    List<ComingDelegation> delegations() {
        return jdbc.sql("""
                        select p.id, p.name, o.name as organization, c.at, c.begins
                          from (select person_id, organization_id, since as at, true as begins from delegation
                                 where since > now() and since < now() + make_interval(days => :days)
                                 union all
                                select person_id, organization_id, until, false from delegation
                                 where until > now() and until < now() + make_interval(days => :days)) c
                          join person p on p.id = c.person_id
                          join organization o on o.id = c.organization_id
                         order by c.at, lower(p.name) limit :limit""")
                .param("days", DAYS_AHEAD)
                .param("limit", SHOWN)
                .query((row, n) -> new ComingDelegation(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("organization"),
                        row.getTimestamp("at").toInstant(),
                        row.getBoolean("begins")))
                .list();
    }
}
