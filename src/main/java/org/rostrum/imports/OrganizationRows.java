package org.rostrum.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.RightsChanged;
import org.rostrum.organizations.Standing;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.CsvSheet;
import org.rostrum.shared.NewId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Members: a row finds one by its name, and says which level and standing it has from a day on. */
@Component
class OrganizationRows extends Rows {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_REASON = 500;
    private static final int MANY = 500;
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})+");

    private final JdbcClient jdbc;
    private final RowSets sets;
    private final BodySettings body;

    OrganizationRows(JdbcClient jdbc, RowSets sets, BodySettings body) {
        this.jdbc = jdbc;
        this.sets = sets;
        this.body = body;
    }

    private record Known(UUID id, String name, List<Membership> memberships) {}

    private record Membership(
            String level,
            Standing standing,
            Instant since,
            @Nullable Instant until) {

        boolean holdsAt(Instant at) {
            return !since.isAfter(at) && (until == null || until.isAfter(at));
        }
    }

    /** What the rows are held against. */
    private record Now(
            Map<String, Known> organizations,
            Map<String, String> levelCodes,
            Map<String, String> levelNames,
            Map<String, UUID> domains) {}

    @Override
    ImportKind kind() {
        return ImportKind.ORGANIZATIONS;
    }

    @Override
    void lockSubjects(UUID[] ids) {
        jdbc.sql("select id from organization where id = any(:ids) order by id for no key update")
                .param("ids", ids)
                .query((row, n) -> "")
                .list();
    }

    @Override
    String subjectType() {
        return "organization";
    }

    @Override
    List<Touched> tables() {
        return List.of(
                new Touched(Table.ORGANIZATION, "t.id = any(:ids)"),
                new Touched(Table.MEMBERSHIP, "t.organization_id = any(:ids)"),
                new Touched(Table.ORGANIZATION_DOMAIN, "t.organization_id = any(:ids)"));
    }

    @Override
    List<Planned> plan(CsvSheet sheet, Instant now) {
        Now known = now();
        var seen = new Seen();
        var seenDomains = new Seen();
        List<Planned> rows = new ArrayList<>();
        for (CsvSheet.Line line : sheet.lines()) {
            var row = new Planned(line.number(), line.get("name"));
            rows.add(row);
            String name = text(row, line, "name", LONGEST_NAME, true);
            if (!name.isEmpty() && seen.first(row, "name", key(name), "organisation")) {
                plan(row, line, name, known, now);
                domains(row, line, known, seenDomains);
            }
        }
        return rows;
    }

    private void plan(Planned row, CsvSheet.Line line, String name, Now known, Instant now) {
        Known organization = known.organizations().get(key(name));
        if (organization == null) {
            row.isNew(NewId.next());
        } else {
            row.is(organization.id());
        }
        if (row.change("name", organization == null ? null : organization.name(), name)) {
            row.write("name", name);
        }
        String level = level(row, line, known);
        Standing standing = oneOf(row, line, "standing", Standing.class);
        LocalDate since = day(row, line, "since");
        String reason = text(row, line, "reason", LONGEST_REASON, false);
        if (!row.problems().isEmpty()) {
            return;
        }
        Instant asked = since == null || since.equals(body.dayOf(now)) ? now : body.startOf(since);
        Instant at = organization != null && asked.isBefore(now) ? now : asked;
        Membership held = organization == null
                ? null
                : organization.memberships().stream()
                        .filter(membership -> membership.holdsAt(at))
                        .findFirst()
                        .orElse(null);
        if (held == null && level == null) {
            row.wrong("level", "Say the level: " + levels(known) + ".");
            return;
        }
        String newLevel = level == null ? Objects.requireNonNull(held).level() : level;
        Standing newStanding = standing != null ? standing : held == null ? Standing.ACTIVE : held.standing();
        boolean other = row.change(
                "level",
                held == null ? null : known.levelNames().get(held.level()),
                known.levelNames().get(newLevel));
        other |= row.change("standing", held == null ? null : spelled(held.standing()), spelled(newStanding));
        if (!other) {
            return;
        }
        if (organization != null && asked.isBefore(now)) {
            row.wrong("since", "That day is past, and what was then does not change. Give today or later, or none.");
        }
        if (newStanding == Standing.SUSPENDED && reason.isEmpty()) {
            row.wrong("reason", "Say why the organisation is suspended: its delegates will ask.");
        }
        row.change("since", null, since == null ? "today" : since.toString());
        row.write("level_code", newLevel);
        row.write("standing", newStanding.name());
        row.write("since", at);
        row.write("reason", reason.isEmpty() ? null : reason);
    }

    private static @Nullable String level(Planned row, CsvSheet.Line line, Now known) {
        String typed = line.get("level");
        if (typed.isEmpty()) {
            return null;
        }
        String code = known.levelCodes().get(key(typed));
        if (code == null) {
            row.wrong("level", "There is no level \"" + typed + "\". The levels are " + levels(known) + ".");
        }
        return code;
    }

    private static String levels(Now known) {
        return String.join(", ", known.levelNames().values());
    }

    /** Domains are added only: taking one away is a decision for the organisation's page. */
    private static void domains(Planned row, CsvSheet.Line line, Now known, Seen seen) {
        Set<String> added = new LinkedHashSet<>();
        for (String domain :
                StringUtils.tokenizeToStringArray(line.get("domains").toLowerCase(Locale.ROOT), " \n\t,;")) {
            if (domain.isEmpty()) {
                continue;
            }
            if (!DOMAIN.matcher(domain).matches()) {
                row.wrong("domains", "\"" + domain + "\" is no domain. One looks like example.org.");
                continue;
            }
            UUID holder = known.domains().get(domain);
            if (holder != null && !(row.isAboutSomething() && holder.equals(row.id()))) {
                row.wrong("domains", domain + " is on record for another organisation.");
            } else if (holder == null && seen.first(row, "domains", domain, "domain, " + domain)) {
                added.add(domain);
            }
        }
        if (!added.isEmpty()) {
            row.change("domains", null, String.join(" ", added));
            row.write("domains", added);
        }
    }

    private Now now() {
        Map<UUID, List<Membership>> memberships = new HashMap<>();
        jdbc.sql("select organization_id, level_code, standing, since, until from membership")
                .query(row -> {
                    memberships
                            .computeIfAbsent(row.getObject("organization_id", UUID.class), id -> new ArrayList<>())
                            .add(new Membership(
                                    row.getString("level_code"),
                                    Standing.valueOf(row.getString("standing")),
                                    row.getTimestamp("since").toInstant(),
                                    row.getTimestamp("until") == null
                                            ? null
                                            : row.getTimestamp("until").toInstant()));
                });
        Map<String, Known> organizations = new HashMap<>();
        jdbc.sql("select id, name from organization").query(row -> {
            UUID id = row.getObject("id", UUID.class);
            organizations.put(
                    key(row.getString("name")),
                    new Known(id, row.getString("name"), memberships.getOrDefault(id, List.of())));
        });
        Map<String, String> codes = new HashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        jdbc.sql("select code, name from membership_level order by position, code")
                .query(row -> {
                    codes.put(key(row.getString("name")), row.getString("code"));
                    codes.put(key(row.getString("code")), row.getString("code"));
                    names.put(row.getString("code"), row.getString("name"));
                });
        Map<String, UUID> domains = new HashMap<>();
        jdbc.sql("select domain, organization_id from organization_domain").query(row -> {
            domains.put(row.getString("domain"), row.getObject("organization_id", UUID.class));
        });
        return new Now(organizations, codes, names, domains);
    }

    @Override
    void write(List<Planned> rows, Instant now) {
        sets.write(rows, """
                insert into organization (id, name)
                select id, name from jsonb_to_recordset(:rows::jsonb) as r(id uuid, is_new boolean, name text)
                 where is_new""");
        sets.write(rows, """
                update organization o set name = r.name, version = o.version + 1
                  from jsonb_to_recordset(:rows::jsonb) as r(id uuid, is_new boolean, name text)
                 where o.id = r.id and not r.is_new and r.name is not null""");
        String memberships =
                " jsonb_to_recordset(:rows::jsonb) as r(id uuid, level_code text, standing text, since timestamptz, reason text) ";
        // What was planned for later is dropped: what is decided now replaces both.
        sets.write(
                rows,
                "delete from membership m using" + memberships
                        + "where m.organization_id = r.id and r.level_code is not null and m.since >= r.since");
        sets.write(
                rows,
                "update membership m set until = r.since from" + memberships
                        + "where m.organization_id = r.id and r.level_code is not null and m.since < r.since"
                        + " and (m.until is null or m.until > r.since)");
        sets.write(
                rows,
                "insert into membership (organization_id, level_code, standing, since, reason)"
                        + " select id, level_code, standing, since, reason from" + memberships
                        + "where level_code is not null");
        sets.write(rows, """
                insert into organization_domain (domain, organization_id)
                select d.domain, r.id
                  from jsonb_to_recordset(:rows::jsonb) as r(id uuid, domains jsonb)
                  cross join lateral jsonb_array_elements_text(coalesce(r.domains, '[]')) as d(domain)""");
    }

    @Override
    RightsChanged concerned(Collection<Planned> rows) {
        UUID[] ids = Arrays.stream(ids(rows)).toArray(UUID[]::new);
        if (ids.length > MANY) {
            return RightsChanged.ofEverybody();
        }
        return RightsChanged.of(jdbc.sql("select person_id from current_delegation where organization_id = any(:ids)")
                .param("ids", ids)
                .query((row, n) -> new PersonId(row.getObject(1, UUID.class)))
                .list());
    }

    @Override
    List<List<String>> records() {
        Map<UUID, Set<String>> domains = new TreeMap<>();
        jdbc.sql("select organization_id, domain from organization_domain order by domain")
                .query(row -> {
                    domains.computeIfAbsent(row.getObject(1, UUID.class), id -> new LinkedHashSet<>())
                            .add(row.getString(2));
                });
        return jdbc.sql("""
                        select o.id, o.name, l.name as level, m.standing, m.since, m.reason from organization o
                          left join (select * from membership where since <= now() and (until is null or until > now())) m
                            on m.organization_id = o.id
                          left join membership_level l on l.code = m.level_code
                         order by lower(o.name)""")
                .query((row, n) -> List.of(
                        row.getString("name"),
                        Objects.requireNonNullElse(row.getString("level"), ""),
                        row.getString("standing") == null ? "" : spelled(Standing.valueOf(row.getString("standing"))),
                        row.getTimestamp("since") == null
                                ? ""
                                : body.dayOf(row.getTimestamp("since").toInstant())
                                        .toString(),
                        Objects.requireNonNullElse(row.getString("reason"), ""),
                        domains.getOrDefault(row.getObject("id", UUID.class), Set.of()).stream()
                                .collect(Collectors.joining(" "))))
                .list();
    }
}
