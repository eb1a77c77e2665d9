package org.rostrum.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.OfficeRole;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.Standing;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Sought;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Organisations as the staff see them. A page of the list and one organisation take a constant number of statements. */
@Service
class MemberRegister {

    static final int PAGE = 50;

    /** A delegate more is found through the list of people. */
    private static final int FORMER = 100;

    private final JdbcClient jdbc;

    MemberRegister(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param standing null for all; what is no member at all is found by its name only */
    record Filter(
            Sought sought, @Nullable String level, @Nullable Standing standing) {

        public boolean narrows() {
            return sought.any() || level != null || standing != null;
        }
    }

    record Row(
            UUID id,
            String name,
            @Nullable String level,
            @Nullable Standing standing,
            @Nullable Instant since,
            int delegates) {}

    Listed<Row> find(Filter filter, int page) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        if (filter.sought().any()) {
            conditions.add("lower(o.name) like lower(:text)");
            parameters.put("text", filter.sought().like());
        }
        if (filter.level() != null) {
            conditions.add("m.level_code = :level");
            parameters.put("level", filter.level());
        }
        if (filter.standing() != null) {
            conditions.add("m.standing = :standing");
            parameters.put("standing", filter.standing().name());
        }
        String from = " from organization o left join current_membership m on m.organization_id = o.id"
                + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions));
        int total = jdbc.sql("select count(*)" + from)
                .params(parameters)
                .query(Integer.class)
                .single();
        int shown = Listed.within(page, total, PAGE);
        List<Row> rows = jdbc.sql("""
                        select o.id, o.name, l.name as level, o.standing,
                               (select min(h.since) from membership h where h.organization_id = o.id) as since,
                               (select count(*) from current_delegation d where d.organization_id = o.id) as delegates
                          from (select o.id, o.name, m.level_code, m.standing""" + from + """
                                 order by lower(o.name) limit :limit offset :offset) o
                          left join membership_level l on l.code = o.level_code
                         order by lower(o.name)""")
                .params(parameters)
                .param("limit", PAGE)
                .param("offset", (shown - 1L) * PAGE)
                .query((row, n) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("level"),
                        standing(row),
                        instant(row, "since"),
                        row.getInt("delegates")))
                .list();
        return new Listed<>(rows, total, shown, PAGE);
    }

    /** @param version for the form that changes its name */
    record Member(
            OrganizationId id,
            String name,
            int version,
            @Nullable String levelCode,
            @Nullable String level,
            @Nullable Standing standing,
            int contributions) {}

    Member require(OrganizationId id) {
        return jdbc.sql("""
                        select o.id, o.name, o.version, m.level_code, l.name as level, m.standing,
                               (select count(*) from contribution c where c.organization_id = o.id) as contributions
                          from organization o
                          left join current_membership m on m.organization_id = o.id
                          left join membership_level l on l.code = m.level_code
                         where o.id = :id""")
                .param("id", id.value())
                .query((row, n) -> new Member(
                        id,
                        row.getString("name"),
                        row.getInt("version"),
                        row.getString("level_code"),
                        row.getString("level"),
                        standing(row),
                        row.getInt("contributions")))
                .optional()
                .orElseThrow(() -> new NotFound("organisation"));
    }

    record Term(
            String level,
            Standing standing,
            Instant since,
            @Nullable Instant until,
            @Nullable String reason,
            boolean planned) {}

    /** Level and standing over time, the latest first. */
    List<Term> history(OrganizationId id) {
        return jdbc.sql("""
                        select l.name as level, m.standing, m.since, m.until, m.reason, m.since > now() as planned
                          from membership m join membership_level l on l.code = m.level_code
                         where m.organization_id = :id and (m.until is null or m.until > m.since)
                         order by m.since desc""")
                .param("id", id.value())
                .query((row, n) -> new Term(
                        row.getString("level"),
                        Standing.valueOf(row.getString("standing")),
                        row.getTimestamp("since").toInstant(),
                        instant(row, "until"),
                        row.getString("reason"),
                        row.getBoolean("planned")))
                .list();
    }

    record Delegate(
            UUID id,
            String name,
            String email,
            Instant since,
            @Nullable Instant until,
            boolean active) {}

    /** Those who represent it or are to. */
    List<Delegate> delegates(OrganizationId id) {
        return delegates(id, "(d.until is null or d.until > now()) order by lower(p.name), p.id");
    }

    /** Those who did, the latest first. */
    List<Delegate> formerDelegates(OrganizationId id) {
        return delegates(
                id, "d.until <= now() and d.until > d.since order by d.until desc, lower(p.name) limit " + FORMER);
    }

    private List<Delegate> delegates(OrganizationId id, String which) {
        return jdbc.sql("""
                        select p.id, p.name, p.email, d.since, d.until, p.deactivated_at is null as active
                          from delegation d join person p on p.id = d.person_id
                         where d.organization_id = :id and\s""" + which)
                .param("id", id.value())
                .query((row, n) -> new Delegate(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("email"),
                        row.getTimestamp("since").toInstant(),
                        instant(row, "until"),
                        row.getBoolean("active")))
                .list();
    }

    record Held(
            UUID person,
            String name,
            String code,
            OfficeRole role,
            Instant since,
            @Nullable Instant until) {}

    /** Offices that its people hold now. */
    List<Held> offices(OrganizationId id) {
        return jdbc.sql("""
                        select p.id, p.name, g.code, f.role, f.since, f.until
                          from current_delegation d
                          join current_office f on f.person_id = d.person_id
                          join working_group g on g.id = f.group_id
                          join person p on p.id = d.person_id
                         where d.organization_id = :id
                         order by array_position(array['CHAIR', 'VICE_CHAIR', 'SECRETARY', 'EDITOR', 'PARTICIPANT'], f.role),
                                  g.code, lower(p.name)""")
                .param("id", id.value())
                .query((row, n) -> new Held(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("code"),
                        OfficeRole.valueOf(row.getString("role")),
                        row.getTimestamp("since").toInstant(),
                        instant(row, "until")))
                .list();
    }

    /** Level codes and their names, the one with the most rights first. */
    Map<String, String> levels() {
        Map<String, String> levels = new LinkedHashMap<>();
        jdbc.sql("select code, name from membership_level order by position, code")
                .query(row -> {
                    levels.put(row.getString("code"), row.getString("name"));
                });
        return levels;
    }

    /** Members that can be represented, by name. */
    Map<String, String> members() {
        Map<String, String> members = new LinkedHashMap<>();
        jdbc.sql("""
                        select o.id, o.name from organization o
                          join current_membership m on m.organization_id = o.id and m.standing <> 'LEFT'
                         order by lower(o.name)""").query(row -> {
            members.put(row.getString("id"), row.getString("name"));
        });
        return members;
    }

    private static @Nullable Standing standing(ResultSet row) throws SQLException {
        String standing = row.getString("standing");
        return standing == null ? null : Standing.valueOf(standing);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
