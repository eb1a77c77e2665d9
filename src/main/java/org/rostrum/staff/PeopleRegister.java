package org.rostrum.staff;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.OfficeRole;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.Standing;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Sought;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** People as the staff see them. A page of the list and one person take a constant number of statements. */
@Service
class PeopleRegister {

    static final int PAGE = 50;

    private final JdbcClient jdbc;

    PeopleRegister(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which people are shown. */
    enum Which {
        ALL("Everybody", "true"),
        DELEGATES("Delegates of members in good standing", """
                exists (select 1 from current_delegation d
                          join current_membership m on m.organization_id = d.organization_id and m.standing = 'ACTIVE'
                         where d.person_id = p.id)"""),
        UNATTACHED("Representing nobody", "not exists (select 1 from current_delegation d where d.person_id = p.id)"),
        STAFF("Staff", "p.staff"),
        TEST_STAFF("Test staff", "p.test_staff"),
        DEACTIVATED("Deactivated", "p.deactivated_at is not null");

        private final String label;
        private final String condition;

        Which(String label, String condition) {
            this.label = label;
            this.condition = condition;
        }

        public String label() {
            return label;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Which coded(@Nullable String code) {
            return Arrays.stream(values())
                    .filter(which -> which.code().equals(code))
                    .findFirst()
                    .orElse(ALL);
        }
    }

    record Filter(Sought sought, Which which) {

        public boolean narrows() {
            return sought.any() || which != Which.ALL;
        }
    }

    record Row(
            UUID id,
            String name,
            String email,
            @Nullable UUID organization,
            @Nullable String organizationName,
            @Nullable Standing standing,
            boolean staff,
            boolean testStaff,
            boolean active) {}

    /** Looked for in names, addresses and the names of those represented now, each by its own index. */
    Listed<Row> find(Filter filter, int page) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        conditions.add(filter.which().condition);
        if (filter.sought().any()) {
            conditions.add("""
                    p.id in (select x.id from person x where lower(x.name || ' ' || x.email) like lower(:text)
                              union all
                             select d.person_id from current_delegation d
                               join organization o on o.id = d.organization_id where lower(o.name) like lower(:text))""");
            parameters.put("text", filter.sought().like());
        }
        String from = " from person p where " + String.join(" and ", conditions);
        int total = jdbc.sql("select count(*)" + from)
                .params(parameters)
                .query(Integer.class)
                .single();
        int shown = Listed.within(page, total, PAGE);
        List<Row> rows = jdbc.sql("""
                        select p.*, o.id as organization_id, o.name as organization, m.standing
                          from (select p.id, p.name, p.email, p.staff, p.test_staff, p.deactivated_at""" + from + """
                                 order by lower(p.name), p.id limit :limit offset :offset) p
                          left join current_delegation d on d.person_id = p.id
                          left join organization o on o.id = d.organization_id
                          left join current_membership m on m.organization_id = o.id
                         order by lower(p.name), p.id""")
                .params(parameters)
                .param("limit", PAGE)
                .param("offset", (shown - 1L) * PAGE)
                .query((row, n) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("email"),
                        row.getObject("organization_id", UUID.class),
                        row.getString("organization"),
                        row.getString("standing") == null ? null : Standing.valueOf(row.getString("standing")),
                        row.getBoolean("staff"),
                        row.getBoolean("test_staff"),
                        row.getTimestamp("deactivated_at") == null))
                .list();
        return new Listed<>(rows, total, shown, PAGE);
    }

    /** @param version for the form that corrects */
    record Known(
            PersonId id,
            String name,
            String email,
            int version,
            boolean staff,
            boolean testStaff,
            @Nullable Instant deactivatedAt,
            @Nullable UUID organization,
            @Nullable String organizationName,
            @Nullable Standing standing) {

        public boolean active() {
            return deactivatedAt == null;
        }
    }

    Known require(PersonId id) {
        return jdbc.sql("""
                        select p.*, o.id as organization_id, o.name as organization, m.standing
                          from person p
                          left join current_delegation d on d.person_id = p.id
                          left join organization o on o.id = d.organization_id
                          left join current_membership m on m.organization_id = o.id
                         where p.id = :id""")
                .param("id", id.value())
                .query((row, n) -> new Known(
                        id,
                        row.getString("name"),
                        row.getString("email"),
                        row.getInt("version"),
                        row.getBoolean("staff"),
                        row.getBoolean("test_staff"),
                        MemberRegister.instant(row, "deactivated_at"),
                        row.getObject("organization_id", UUID.class),
                        row.getString("organization"),
                        row.getString("standing") == null ? null : Standing.valueOf(row.getString("standing"))))
                .optional()
                .orElseThrow(() -> new NotFound("person"));
    }

    record Represented(
            OrganizationId id,
            String name,
            Instant since,
            @Nullable Instant until,
            boolean planned) {}

    /** Whom they represent, represented and are to represent, the latest first. */
    List<Represented> organizations(PersonId id) {
        return jdbc.sql("""
                        select o.id, o.name, d.since, d.until, d.since > now() as planned
                          from delegation d join organization o on o.id = d.organization_id
                         where d.person_id = :id and (d.until is null or d.until > d.since) order by d.since desc""")
                .param("id", id.value())
                .query((row, n) -> new Represented(
                        new OrganizationId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        row.getTimestamp("since").toInstant(),
                        MemberRegister.instant(row, "until"),
                        row.getBoolean("planned")))
                .list();
    }

    /** @param source the provider whose claims gave it; null for an appointment made here */
    record Held(
            String code,
            String group,
            OfficeRole role,
            Instant since,
            @Nullable Instant until,
            String when,
            @Nullable String source) {}

    /** Offices, those that hold now first, then those to come, then the former ones. */
    List<Held> offices(PersonId id) {
        return jdbc.sql("""
                        select * from (
                          select g.code, g.name, f.role, f.since, f.until, f.source,
                                 case when f.since > now() then 'to come' when f.until <= now() then 'former'
                                      else 'now' end as held
                            from office f join working_group g on g.id = f.group_id
                           where f.person_id = :id and (f.until is null or f.until > f.since)) t
                         order by array_position(array['now', 'to come', 'former'], held), since desc, code""")
                .param("id", id.value())
                .query((row, n) -> new Held(
                        row.getString("code"),
                        row.getString("name"),
                        OfficeRole.valueOf(row.getString("role")),
                        row.getTimestamp("since").toInstant(),
                        MemberRegister.instant(row, "until"),
                        row.getString("held"),
                        row.getString("source")))
                .list();
    }

    record Login(String issuer, String subject, Instant first, Instant last) {}

    List<Login> logins(PersonId id) {
        return jdbc.sql(
                        "select issuer, subject, first_at, last_at from login where person_id = ? order by last_at desc")
                .param(id.value())
                .query((row, n) -> new Login(
                        row.getString("issuer"),
                        row.getString("subject"),
                        row.getTimestamp("first_at").toInstant(),
                        row.getTimestamp("last_at").toInstant()))
                .list();
    }
}
