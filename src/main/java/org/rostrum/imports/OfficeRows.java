package org.rostrum.imports;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.OfficeRole;
import org.rostrum.organizations.MemberRight;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.RightsChanged;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.CsvSheet;
import org.rostrum.shared.NewId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Office holders, past ones too: a row is one term of one person in one role of one group. */
@Component
class OfficeRows extends Rows {

    private final JdbcClient jdbc;
    private final RowSets sets;
    private final BodySettings body;
    private final JsonMapper json;

    OfficeRows(JdbcClient jdbc, RowSets sets, BodySettings body, JsonMapper json) {
        this.jdbc = jdbc;
        this.sets = sets;
        this.body = body;
        this.json = json;
    }

    private record Group(UUID id, boolean closed) {}

    private record Person(UUID id, String name) {}

    /** A term as it is or as the file would leave it. */
    private record Term(
            UUID id,
            UUID group,
            UUID person,
            String name,
            OfficeRole role,
            Instant since,
            @Nullable Instant until,
            int row) {

        boolean overlaps(Term other) {
            return overlaps(other.since, other.until);
        }

        boolean overlaps(Instant from, @Nullable Instant to) {
            return (until == null || until.isAfter(from)) && (to == null || since.isBefore(to));
        }
    }

    @Override
    ImportKind kind() {
        return ImportKind.OFFICE_HOLDERS;
    }

    @Override
    void lockSubjects(UUID[] ids) {
        GroupRows.lockAll(jdbc);
    }

    @Override
    String subjectType() {
        return "office";
    }

    @Override
    List<Touched> tables() {
        return List.of(new Touched(Table.OFFICE, "t.id = any(:ids)"));
    }

    @Override
    List<Planned> plan(CsvSheet sheet, Instant now) {
        Map<String, Group> groups = groups();
        Map<String, Person> people = people(sheet);
        Map<UUID, Term> terms = terms();
        Map<Planned, Term> wanted = new HashMap<>();
        List<Planned> rows = new ArrayList<>();
        for (CsvSheet.Line line : sheet.lines()) {
            String code = line.get("group").toUpperCase(Locale.ROOT);
            var row = new Planned(line.number(), line.get("email") + " in " + code);
            rows.add(row);
            Group group = groups.get(code);
            if (group == null) {
                row.wrong("group", "There is no group \"" + line.get("group") + "\". Import it first.");
            }
            Person person = people.get(key(line.get("email")));
            if (person == null) {
                row.wrong(
                        "email",
                        line.get("email").isEmpty()
                                ? "Say the e-mail address of the person."
                                : "Nobody here has the address " + line.get("email") + ". Import the person first.");
            }
            OfficeRole role = oneOf(row, line, "role", OfficeRole.class);
            if (line.get("role").isEmpty()) {
                row.wrong("role", "Say the role.");
            }
            LocalDate from = day(row, line, "from");
            LocalDate until = day(row, line, "until");
            if (from != null && until != null && until.isBefore(from)) {
                row.wrong("until", "The last day is before the first one.");
            }
            if (group != null
                    && person != null
                    && role != null
                    && row.problems().isEmpty()) {
                plan(row, group, person, role, from, until, terms, wanted, now);
            }
        }
        twoChairs(wanted, terms);
        unfit(wanted, now);
        return rows;
    }

    private void plan(
            Planned row,
            Group group,
            Person person,
            OfficeRole role,
            @Nullable LocalDate from,
            @Nullable LocalDate lastDay,
            Map<UUID, Term> terms,
            Map<Planned, Term> wanted,
            Instant now) {
        Instant since = from == null || from.equals(body.dayOf(now)) ? now : body.startOf(from);
        Instant until = lastDay == null ? null : body.startOf(lastDay.plusDays(1));
        if (until != null && from == null && !until.isAfter(now)) {
            row.wrong("until", "The last day is past. Say the first day too.");
            return;
        }
        Term held = terms.values().stream()
                .filter(term -> term.group().equals(group.id())
                        && term.person().equals(person.id())
                        && term.role() == role
                        && term.overlaps(since, until))
                .findFirst()
                .orElse(null);
        if (held == null) {
            if (group.closed()) {
                row.wrong("group", "The group is closed; nobody is appointed there.");
                return;
            }
            UUID id = NewId.next();
            row.isNew(id);
            row.change("role", null, spelled(role));
            row.change("from", null, from == null ? "today" : from.toString());
            row.change("until", null, lastDay == null ? null : lastDay.toString());
            row.write("group_id", group.id());
            row.write("person_id", person.id());
            row.write("role", role.name());
            row.write("since", since);
            row.write("until", until);
            var term = new Term(id, group.id(), person.id(), person.name(), role, since, until, row.row());
            terms.put(id, term);
            wanted.put(row, term);
            return;
        }
        if (held.row() > 0) {
            row.wrong("", "Row " + held.row() + " is about the same office in the same time.");
            return;
        }
        row.is(held.id());
        if (from != null && !from.equals(body.dayOf(held.since()))) {
            row.wrong(
                    "from",
                    person.name() + " holds this office since " + body.dayOf(held.since())
                            + "; an import does not change when a term began.");
            return;
        }
        Term kept = held;
        if (lastDay != null && until != null && !until.equals(held.until())) {
            if (held.until() != null && !held.until().isAfter(now)) {
                row.wrong("until", "This term is over, since " + lastDayOf(held) + ".");
                return;
            }
            if (!until.isAfter(now)) {
                row.wrong("until", "That day is past, and what was then does not change. Give today or later.");
                return;
            }
            row.change("until", held.until() == null ? null : lastDayOf(held), lastDay.toString());
            row.write("until", until);
            kept = new Term(
                    held.id(), held.group(), held.person(), held.name(), held.role(), held.since(), until, row.row());
        } else {
            kept = new Term(
                    held.id(),
                    held.group(),
                    held.person(),
                    held.name(),
                    held.role(),
                    held.since(),
                    held.until(),
                    row.row());
        }
        terms.put(kept.id(), kept);
        if (row.writes()) {
            wanted.put(row, kept);
        }
    }

    private String lastDayOf(Term term) {
        return body.dayOf(Objects.requireNonNull(term.until()).minusMillis(1)).toString();
    }

    private static void twoChairs(Map<Planned, Term> wanted, Map<UUID, Term> terms) {
        wanted.forEach((row, term) -> {
            if (term.role() != OfficeRole.CHAIR) {
                return;
            }
            terms.values().stream()
                    .filter(other -> other.role() == OfficeRole.CHAIR
                            && other.group().equals(term.group())
                            && !other.id().equals(term.id())
                            && other.overlaps(term))
                    .min(Comparator.comparing(Term::since))
                    .ifPresent(other -> row.wrong(
                            "role",
                            "A group has one chair, and " + other.name() + " chairs it in that time"
                                    + (other.row() > 0 ? " (row " + other.row() + ")" : "")
                                    + ". Give that term a last day before this one begins."));
        });
    }

    /** Terms that are over are history; whoever holds one now or later must be able to. */
    private void unfit(Map<Planned, Term> wanted, Instant now) {
        Map<UUID, Planned> rows = new HashMap<>();
        List<Map<String, Object>> asked = new ArrayList<>();
        wanted.forEach((row, term) -> {
            if (row.isNew() && (term.until() == null || term.until().isAfter(now))) {
                rows.put(term.id(), row);
                asked.add(Map.of(
                        "id",
                        term.id(),
                        "person",
                        term.person(),
                        "at",
                        term.since().isBefore(now) ? now : term.since(),
                        "right",
                        term.role() == OfficeRole.CHAIR
                                ? MemberRight.CHAIR_ELECTION.name()
                                : term.role() == OfficeRole.VICE_CHAIR ? MemberRight.VICE_CHAIR_ELECTION.name() : ""));
            }
        });
        jdbc.sql("""
                        select r.id, p.name, p.deactivated_at is null as active, o.name as organization, m.standing,
                               l.name as level,
                               r."right" = '' or exists (select 1 from membership_right e where e.level_code = m.level_code
                                          and e.right_code = r."right" and e.extent = 'YES') as entitled
                          from jsonb_to_recordset(:asked::jsonb) as r(id uuid, person uuid, at timestamptz, "right" text)
                          join person p on p.id = r.person
                          left join delegation d on d.person_id = p.id and d.since <= r.at
                                                and (d.until is null or d.until > r.at)
                          left join organization o on o.id = d.organization_id
                          left join membership m on m.organization_id = o.id and m.since <= r.at
                                                and (m.until is null or m.until > r.at)
                          left join membership_level l on l.code = m.level_code""").param("asked", json.writeValueAsString(asked)).query(found -> {
            Planned row = Objects.requireNonNull(rows.get(found.getObject("id", UUID.class)));
            String name = found.getString("name");
            String organization = found.getString("organization");
            if (!found.getBoolean("active")) {
                row.wrong("email", name + " is deactivated.");
            } else if (organization == null) {
                row.wrong("email", name + " represents no member then; offices are held by delegates of members.");
            } else if (!"ACTIVE".equals(found.getString("standing"))) {
                row.wrong("email", organization + " is no member in good standing then.");
            } else if (!found.getBoolean("entitled")) {
                row.wrong(
                        "role",
                        name + " represents " + organization + ", and the level " + found.getString("level")
                                + " is not eligible for this office.");
            }
        });
    }

    private Map<String, Group> groups() {
        Map<String, Group> groups = new HashMap<>();
        jdbc.sql("select id, code, closed_at is not null as closed from working_group")
                .query(row -> {
                    groups.put(
                            row.getString("code"),
                            new Group(row.getObject("id", UUID.class), row.getBoolean("closed")));
                });
        return groups;
    }

    private Map<String, Person> people(CsvSheet sheet) {
        Map<String, Person> people = new HashMap<>();
        jdbc.sql("select id, name, lower(email) as email from person where lower(email) = any(:emails)")
                .param(
                        "emails",
                        sheet.lines().stream()
                                .map(line -> key(line.get("email")))
                                .toArray(String[]::new))
                .query(row -> {
                    people.put(
                            row.getString("email"), new Person(row.getObject("id", UUID.class), row.getString("name")));
                });
        return people;
    }

    private Map<UUID, Term> terms() {
        Map<UUID, Term> terms = new HashMap<>();
        jdbc.sql("""
                        select o.id, o.group_id, o.person_id, p.name, o.role, o.since, o.until
                          from office o join person p on p.id = o.person_id""").query(row -> {
            Timestamp until = row.getTimestamp("until");
            UUID id = row.getObject("id", UUID.class);
            terms.put(
                    id,
                    new Term(
                            id,
                            row.getObject("group_id", UUID.class),
                            row.getObject("person_id", UUID.class),
                            row.getString("name"),
                            OfficeRole.valueOf(row.getString("role")),
                            row.getTimestamp("since").toInstant(),
                            until == null ? null : until.toInstant(),
                            0));
        });
        return terms;
    }

    @Override
    void write(List<Planned> rows, Instant now) {
        String offices =
                " jsonb_to_recordset(:rows::jsonb) as r(id uuid, is_new boolean, group_id uuid, person_id uuid,"
                        + " role text, since timestamptz, until timestamptz) ";
        // Ends first: a successor begins where the one before ends.
        sets.write(rows, "update office o set until = r.until from" + offices + "where o.id = r.id and not r.is_new");
        sets.write(
                rows,
                "insert into office (id, group_id, person_id, role, since, until)"
                        + " select id, group_id, person_id, role, since, until from" + offices + "where is_new");
    }

    @Override
    RightsChanged concerned(Collection<Planned> rows) {
        return RightsChanged.of(jdbc.sql("select distinct person_id from office where id = any(:ids)")
                .param("ids", ids(rows))
                .query((row, n) -> new PersonId(row.getObject(1, UUID.class)))
                .list());
    }

    @Override
    List<List<String>> records() {
        return jdbc.sql("""
                        select g.code, p.email, o.role, o.since, o.until from office o
                          join working_group g on g.id = o.group_id join person p on p.id = o.person_id
                         order by g.code, o.since, p.email""")
                .query((row, n) -> {
                    Timestamp until = row.getTimestamp("until");
                    return List.of(
                            row.getString("code"),
                            row.getString("email"),
                            spelled(OfficeRole.valueOf(row.getString("role"))),
                            body.dayOf(row.getTimestamp("since").toInstant()).toString(),
                            until == null
                                    ? ""
                                    : body.dayOf(until.toInstant().minusMillis(1))
                                            .toString());
                })
                .list();
    }
}
