package org.rostrum.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.RightsChanged;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.CsvSheet;
import org.rostrum.shared.NewId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People: a row finds one by the e-mail address, and says whom they represent from a day on. */
@Component
class PersonRows extends Rows {

    private static final int LONGEST = 200;
    private static final int MANY = 500;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;:\"]+@[^\\s@<>,;:\"]+");

    private final JdbcClient jdbc;
    private final RowSets sets;
    private final BodySettings body;

    PersonRows(JdbcClient jdbc, RowSets sets, BodySettings body) {
        this.jdbc = jdbc;
        this.sets = sets;
        this.body = body;
    }

    private record Known(UUID id, String name, String email, List<Delegation> history) {}

    private record Delegation(
            UUID organization,
            String organizationName,
            Instant since,
            @Nullable Instant until) {

        boolean holdsAt(Instant at) {
            return !since.isAfter(at) && (until == null || until.isAfter(at));
        }
    }

    private record Member(UUID id, String name, List<Period> periods) {

        boolean isMemberAt(Instant at) {
            return periods.stream()
                    .anyMatch(
                            period -> !period.since.isAfter(at) && (period.until == null || period.until.isAfter(at)));
        }
    }

    private record Period(Instant since, @Nullable Instant until) {}

    @Override
    ImportKind kind() {
        return ImportKind.PEOPLE;
    }

    @Override
    void lockSubjects(UUID[] ids) {
        jdbc.sql("select id from person where id = any(:ids) order by id for no key update")
                .param("ids", ids)
                .query((row, n) -> "")
                .list();
    }

    @Override
    String subjectType() {
        return "person";
    }

    @Override
    List<Touched> tables() {
        return List.of(
                new Touched(Table.PERSON, "t.id = any(:ids)"),
                new Touched(Table.DELEGATION, "t.person_id = any(:ids)"));
    }

    @Override
    List<Planned> plan(CsvSheet sheet, Instant now) {
        Map<String, Known> people = people(sheet);
        Map<String, Member> members = members();
        var seen = new Seen();
        List<Planned> rows = new ArrayList<>();
        for (CsvSheet.Line line : sheet.lines()) {
            String email = line.get("email");
            var row = new Planned(line.number(), line.get("name").isEmpty() ? email : line.get("name"));
            rows.add(row);
            String name = text(row, line, "name", LONGEST, true);
            text(row, line, "email", LONGEST, true);
            if (!email.isEmpty() && !ADDRESS.matcher(email).matches()) {
                row.wrong("email", "\"" + email + "\" is no e-mail address. One looks like name@organisation.example.");
            }
            if (row.problems().isEmpty() && seen.first(row, "email", key(email), "person")) {
                plan(row, line, name, people.get(key(email)), members, now);
            }
        }
        return rows;
    }

    private void plan(
            Planned row,
            CsvSheet.Line line,
            String name,
            @Nullable Known person,
            Map<String, Member> members,
            Instant now) {
        if (person == null) {
            row.isNew(NewId.next());
            row.change("email", null, line.get("email"));
            row.write("email", line.get("email"));
        } else {
            row.is(person.id());
        }
        if (row.change("name", person == null ? null : person.name(), name)) {
            row.write("name", name);
        }
        LocalDate since = day(row, line, "since");
        String organization = line.get("organisation");
        if (!organization.isEmpty()) {
            Member member = members.get(key(organization));
            if (member == null) {
                row.wrong("organisation", "There is no organisation \"" + organization + "\". Import it first.");
            } else if (row.problems().isEmpty()) {
                represent(row, person, member, since, now);
            }
        }
    }

    private void represent(Planned row, @Nullable Known person, Member member, @Nullable LocalDate since, Instant now) {
        List<Delegation> history = person == null ? List.of() : person.history();
        Instant asked = since == null || since.equals(body.dayOf(now)) ? now : body.startOf(since);
        boolean past = asked.isBefore(now);
        Instant at = past && !history.isEmpty() ? now : asked;
        Delegation held =
                history.stream().filter(each -> each.holdsAt(at)).findFirst().orElse(null);
        if (held != null && held.organization().equals(member.id())) {
            return;
        }
        if (past && !history.isEmpty()) {
            row.wrong("since", "That day is past, and what was then does not change. Give today or later, or none.");
            return;
        }
        if (!member.isMemberAt(past ? now : at)) {
            row.wrong("organisation", member.name() + " is no member then, so nobody can represent it.");
            return;
        }
        row.change("organisation", held == null ? null : held.organizationName(), member.name());
        row.change("since", null, since == null ? "today" : since.toString());
        row.write("organization_id", member.id());
        row.write("since", at);
    }

    private Map<String, Known> people(CsvSheet sheet) {
        String[] emails =
                sheet.lines().stream().map(line -> key(line.get("email"))).toArray(String[]::new);
        Map<UUID, List<Delegation>> histories = new HashMap<>();
        jdbc.sql("""
                        select d.person_id, d.organization_id, o.name, d.since, d.until
                          from delegation d join organization o on o.id = d.organization_id
                          join person p on p.id = d.person_id where lower(p.email) = any(:emails)""").param("emails", emails).query(row -> {
            histories
                    .computeIfAbsent(row.getObject("person_id", UUID.class), id -> new ArrayList<>())
                    .add(new Delegation(
                            row.getObject("organization_id", UUID.class),
                            row.getString("name"),
                            row.getTimestamp("since").toInstant(),
                            row.getTimestamp("until") == null
                                    ? null
                                    : row.getTimestamp("until").toInstant()));
        });
        Map<String, Known> people = new HashMap<>();
        jdbc.sql("select id, name, email from person where lower(email) = any(:emails)")
                .param("emails", emails)
                .query(row -> {
                    UUID id = row.getObject("id", UUID.class);
                    people.put(
                            key(row.getString("email")),
                            new Known(
                                    id,
                                    row.getString("name"),
                                    row.getString("email"),
                                    histories.getOrDefault(id, List.of())));
                });
        return people;
    }

    private Map<String, Member> members() {
        Map<UUID, List<Period>> periods = new HashMap<>();
        jdbc.sql("select organization_id, since, until from membership where standing <> 'LEFT'")
                .query(row -> {
                    periods.computeIfAbsent(row.getObject("organization_id", UUID.class), id -> new ArrayList<>())
                            .add(new Period(
                                    row.getTimestamp("since").toInstant(),
                                    row.getTimestamp("until") == null
                                            ? null
                                            : row.getTimestamp("until").toInstant()));
                });
        Map<String, Member> members = new HashMap<>();
        jdbc.sql("select id, name from organization").query(row -> {
            UUID id = row.getObject("id", UUID.class);
            members.put(
                    key(row.getString("name")),
                    new Member(id, row.getString("name"), periods.getOrDefault(id, List.of())));
        });
        return members;
    }

    @Override
    void write(List<Planned> rows, Instant now) {
        sets.write(rows, """
                insert into person (id, name, email)
                select id, name, email
                  from jsonb_to_recordset(:rows::jsonb) as r(id uuid, is_new boolean, name text, email text)
                 where is_new""");
        sets.write(rows, """
                update person p set name = r.name, version = p.version + 1
                  from jsonb_to_recordset(:rows::jsonb) as r(id uuid, is_new boolean, name text)
                 where p.id = r.id and not r.is_new and r.name is not null""");
        String delegations =
                " jsonb_to_recordset(:rows::jsonb) as r(id uuid, organization_id uuid, since timestamptz) ";
        sets.write(
                rows,
                "delete from delegation d using" + delegations
                        + "where d.person_id = r.id and r.organization_id is not null and d.since >= r.since");
        sets.write(
                rows,
                "update delegation d set until = r.since from" + delegations
                        + "where d.person_id = r.id and r.organization_id is not null and d.since < r.since"
                        + " and (d.until is null or d.until > r.since)");
        sets.write(
                rows,
                "insert into delegation (person_id, organization_id, since)" + " select id, organization_id, since from"
                        + delegations + "where organization_id is not null");
    }

    @Override
    RightsChanged concerned(Collection<Planned> rows) {
        // Nobody who is new has a connection open.
        List<PersonId> known = rows.stream()
                .filter(row -> row.writes() && !row.isNew())
                .map(row -> new PersonId(row.id()))
                .toList();
        return known.size() > MANY ? RightsChanged.ofEverybody() : RightsChanged.of(known);
    }

    @Override
    List<List<String>> records() {
        return jdbc.sql("""
                        select p.name, p.email, o.name as organization, d.since from person p
                          left join current_delegation d on d.person_id = p.id
                          left join organization o on o.id = d.organization_id
                         where p.deactivated_at is null order by lower(p.name), p.id""")
                .query((row, n) -> List.of(
                        row.getString("name"),
                        row.getString("email"),
                        Objects.requireNonNullElse(row.getString("organization"), ""),
                        row.getTimestamp("since") == null
                                ? ""
                                : body.dayOf(row.getTimestamp("since").toInstant())
                                        .toString()))
                .list();
    }
}
