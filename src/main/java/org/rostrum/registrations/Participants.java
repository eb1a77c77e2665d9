package org.rostrum.registrations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.SafeCsv;
import org.rostrum.shared.Sought;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who comes to a week. Participants read each other's names where those agreed to it, and else how many; the staff read
 * everything. What nobody may read leaves this class in no list, no count that gives it away and no search.
 */
@Service
public class Participants {

    private static final String ALL = """
            select r.id, r.person_id, p.name, p.email, r.organization_id, o.name as organization, r.listed, r.code,
                   r.registered_at, r.changed_at, c.part_id, c.mode, c.place, c.asked_at, g.organization as guest_of,
                   g.person_id is not null as guest
              from registration r
              join person p on p.id = r.person_id
              left join organization o on o.id = r.organization_id
              left join registration_choice c on c.registration_id = r.id
              left join lateral (
                select i.person_id, i.organization from invitation i
                  join meeting m on m.id = i.meeting_id
                  join event e on e.id = m.event_id
                 where r.organization_id is null and i.person_id = r.person_id
                   and (e.id = r.event_id or e.within_id = r.event_id)
                 order by i.invited_at limit 1) g on true
             where r.event_id = :event and r.withdrawn_at is null
             order by lower(p.name), r.id, (c.part_id = r.event_id) desc, c.part_id
            """;

    private final RegistrationSetups setups;
    private final Registrations registrations;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    Participants(
            RegistrationSetups setups, Registrations registrations, JdbcClient jdbc, ApplicationEventPublisher events) {
        this.setups = setups;
        this.registrations = registrations;
        this.jdbc = jdbc;
        this.events = events;
    }

    /**
     * @param part only those who take part in it; null for any
     * @param mode only those who take part like this; null for either
     */
    public record Filter(
            Sought sought, @Nullable EventId part, @Nullable ParticipationMode mode) {

        public static final Filter NONE = new Filter(Sought.of(""), null, null);

        public boolean narrows() {
            return sought.any() || part != null || mode != null;
        }
    }

    /** @param guest invited by a member, and of none */
    public record Participant(
            PersonId person,
            String name,
            boolean guest,
            @Nullable String guestOf,
            boolean listed,
            List<Taken> parts) {

        public boolean waits() {
            return parts.stream().anyMatch(part -> part.place() == PlaceState.WAITING);
        }
    }

    public record Taken(EventId part, ParticipationMode mode, PlaceState place) {}

    /**
     * @param name the organisation's; "Guests" and "Staff" for who represents none
     * @param unlisted how many more there are who did not agree to be listed
     */
    public record Party(String name, List<Participant> people, int unlisted) {}

    public record Attending(RegistrationPart part, int inPerson, int remote, int waiting) {}

    /** @param attending how many take part in each part, whatever was filtered */
    public record Listing(RegistrationSetup setup, List<Party> parties, List<Attending> attending, int people) {

        public boolean empty() {
            return people == 0;
        }
    }

    private record Row(
            PersonId person,
            String name,
            String email,
            @Nullable String organization,
            boolean guest,
            @Nullable String guestOf,
            boolean listed,
            String code,
            Instant registeredAt,
            List<Taken> parts) {

        /** Where those of no member stand below all others. */
        String party() {
            return organization != null ? organization : guest ? "Guests" : "Staff";
        }

        boolean takesPart(Filter filter) {
            return (filter.part() == null && filter.mode() == null)
                    || parts.stream()
                            .anyMatch(taken ->
                                    (filter.part() == null || taken.part().equals(filter.part()))
                                            && (filter.mode() == null || taken.mode() == filter.mode()));
        }

        Participant participant() {
            return new Participant(person, name, guest, guestOf, listed, parts);
        }
    }

    /** @throws NotFound where the viewer may not know who comes: a guest of another event */
    public Listing list(EventId week, Filter filter, Viewer viewer) {
        RegistrationSetup setup = setups.require(week);
        if (!registrations.mayRegister(week, viewer)) {
            throw new NotFound("event");
        }
        List<Row> all = rows(week);
        boolean everybody = viewer.staff();
        Map<String, List<Row>> byParty = new LinkedHashMap<>();
        all.stream()
                .filter(row -> row.takesPart(filter))
                .sorted(Comparator.comparingInt((Row row) -> row.organization() == null ? row.guest() ? 1 : 2 : 0)
                        .thenComparing(row -> row.party().toLowerCase(Locale.ROOT)))
                .forEach(row -> byParty.computeIfAbsent(row.party(), party -> new ArrayList<>())
                        .add(row));
        List<Party> parties = new ArrayList<>();
        byParty.forEach((name, rows) -> {
            Party party = party(name, rows, filter.sought(), everybody);
            if (!party.people().isEmpty() || party.unlisted() > 0) {
                parties.add(party);
            }
        });
        return new Listing(setup, parties, attending(setup), all.size());
    }

    /**
     * Whoever is not listed is found by no name, and counted only where their whole organisation was looked for: else
     * trying names would tell who comes.
     */
    private static Party party(String name, List<Row> rows, Sought sought, boolean everybody) {
        boolean whole = !sought.any() || holds(name, sought);
        List<Participant> people = rows.stream()
                .filter(row -> everybody || row.listed())
                .filter(row -> whole || holds(row.name(), sought) || (everybody && holds(row.email(), sought)))
                .map(Row::participant)
                .toList();
        int unlisted = everybody || !whole
                ? 0
                : (int) rows.stream().filter(row -> !row.listed()).count();
        return new Party(name, people, unlisted);
    }

    private static boolean holds(String text, Sought sought) {
        return text.toLowerCase(Locale.ROOT).contains(sought.text().toLowerCase(Locale.ROOT));
    }

    private static List<Attending> attending(RegistrationSetup setup) {
        return setup.parts().stream()
                .map(part -> new Attending(
                        part,
                        part.inPersonTaken().confirmed(),
                        part.remoteTaken().confirmed(),
                        part.inPersonTaken().waiting() + part.remoteTaken().waiting()))
                .toList();
    }

    private List<Row> rows(EventId week) {
        Map<UUID, Row> rows = new LinkedHashMap<>();
        jdbc.sql(ALL).param("event", week.value()).query(row -> {
            UUID id = row.getObject("id", UUID.class);
            Row known = rows.get(id);
            if (known == null) {
                known = row(row);
                rows.put(id, known);
            }
            UUID part = row.getObject("part_id", UUID.class);
            if (part != null) {
                known.parts()
                        .add(new Taken(
                                new EventId(part),
                                ParticipationMode.valueOf(row.getString("mode")),
                                PlaceState.valueOf(row.getString("place"))));
            }
        });
        return List.copyOf(rows.values());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("name"),
                row.getString("email"),
                row.getString("organization"),
                row.getBoolean("guest"),
                row.getString("guest_of"),
                row.getBoolean("listed"),
                row.getString("code"),
                row.getTimestamp("registered_at").toInstant(),
                new ArrayList<>());
    }

    // --- For the staff -----------------------------------------------------------------------------------------------

    /** Everybody with everything they answered, retired questions too. Who took it is on record. */
    @Transactional
    public String export(EventId week, PersonId by) {
        RegistrationSetup setup = setups.require(week);
        Map<UUID, Map<QuestionId, String>> answers = new HashMap<>();
        jdbc.sql("""
                        select r.person_id, a.question_id, a.answer
                          from registration_answer a join registration r on r.id = a.registration_id
                         where r.event_id = :event""").param("event", week.value()).query(row -> {
            answers.computeIfAbsent(row.getObject("person_id", UUID.class), person -> new HashMap<>())
                    .put(new QuestionId(row.getObject("question_id", UUID.class)), row.getString("answer"));
        });
        List<List<String>> table = new ArrayList<>();
        table.add(head(setup));
        List<Row> rows = rows(week);
        rows.forEach(row ->
                table.add(line(setup, row, answers.getOrDefault(row.person().value(), Map.of()))));
        events.publishEvent(new PrivilegedAct(
                by.value(),
                "registration.exported",
                "event",
                week.toString(),
                null,
                Map.of("event", setup.event().name(), "people", rows.size())));
        return SafeCsv.write(table);
    }

    private static List<String> head(RegistrationSetup setup) {
        List<String> head = new ArrayList<>(List.of("Name", "E-mail", "Organisation", "Guest", "Listed", "Code"));
        setup.parts().forEach(part -> head.addAll(List.of(part.name(), part.name() + ": place")));
        setup.questions().forEach(question -> head.add(question.label()));
        head.add("Registered at (UTC)");
        return head;
    }

    private static List<String> line(RegistrationSetup setup, Row row, Map<QuestionId, String> answers) {
        String organization = row.organization() != null ? row.organization() : row.guestOf();
        List<String> line = new ArrayList<>(List.of(
                row.name(),
                row.email(),
                organization == null ? "" : organization,
                row.guest() ? "yes" : "no",
                row.listed() ? "yes" : "no",
                row.code()));
        for (RegistrationPart part : setup.parts()) {
            Taken taken = row.parts().stream()
                    .filter(one -> one.part().equals(part.event()))
                    .findFirst()
                    .orElse(null);
            line.add(taken == null ? "" : taken.mode().label());
            line.add(taken == null ? "" : taken.place() == PlaceState.CONFIRMED ? "confirmed" : "waiting");
        }
        setup.questions().forEach(question -> line.add(answers.getOrDefault(question.id(), "")));
        line.add(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                row.registeredAt().atOffset(ZoneOffset.UTC).withNano(0)));
        return line;
    }
}
