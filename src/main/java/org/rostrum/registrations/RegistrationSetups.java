package org.rostrum.registrations;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventId;
import org.rostrum.events.EventKind;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Registration as the staff set it up: when, for what, how many, and what is asked. Who may is asked before. */
@Service
public class RegistrationSetups {

    private static final int LONGEST_NOTE = 5_000;
    private static final int LARGEST_CAPACITY = 100_000;

    private static final String PARTS = """
            select p.part_id, e.name, e.kind, e.status, p.in_person, p.remote, p.in_person_capacity, p.remote_capacity,
                   count(*) filter (where c.mode = 'IN_PERSON' and c.place = 'CONFIRMED') as in_person_confirmed,
                   count(*) filter (where c.mode = 'IN_PERSON' and c.place = 'WAITING') as in_person_waiting,
                   count(*) filter (where c.mode = 'REMOTE' and c.place = 'CONFIRMED') as remote_confirmed,
                   count(*) filter (where c.mode = 'REMOTE' and c.place = 'WAITING') as remote_waiting
              from registration_part p
              join event e on e.id = p.part_id
              left join registration_choice c on c.event_id = p.event_id and c.part_id = p.part_id
             where p.event_id = :event
             group by p.part_id, p.event_id, e.id, p.in_person, p.remote, p.in_person_capacity, p.remote_capacity
             order by (p.part_id = p.event_id) desc, e.starts_on, e.name, e.id
            """;

    private static final String QUESTIONS = """
            select q.id, q.label, q.hint, q.kind, q.options, q.required, q.in_person_only, q.retired,
                   exists (select from registration_answer a where a.question_id = q.id) as answered
              from registration_question q
             where q.event_id = :event
             order by q.retired, q.position, q.id
            """;

    private final Events events;
    private final WaitingLists waitingLists;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher publisher;

    RegistrationSetups(Events events, WaitingLists waitingLists, JdbcClient jdbc, ApplicationEventPublisher publisher) {
        this.events = events;
        this.waitingLists = waitingLists;
        this.jdbc = jdbc;
        this.publisher = publisher;
    }

    private record Head(Timestamp opensAt, Timestamp closesAt, Timestamp changeUntil, String note, int version) {}

    /**
     * @param event of the week
     * @return empty where the staff have not set it up
     */
    public Optional<RegistrationSetup> of(EventView event) {
        return jdbc.sql("""
                        select opens_at, closes_at, change_until, note, version from registration_setup
                         where event_id = :event""")
                .param("event", event.id().value())
                .query((row, n) -> new Head(
                        row.getTimestamp("opens_at"),
                        row.getTimestamp("closes_at"),
                        row.getTimestamp("change_until"),
                        row.getString("note"),
                        row.getInt("version")))
                .optional()
                .map(head -> new RegistrationSetup(
                        event,
                        head.opensAt().toInstant(),
                        head.closesAt().toInstant(),
                        head.changeUntil().toInstant(),
                        head.note(),
                        head.version(),
                        parts(event.id()),
                        questions(event.id())));
    }

    /** @throws NotFound where the staff have not set it up */
    public RegistrationSetup require(EventId week) {
        return of(events.require(week)).orElseThrow(() -> new NotFound("registration"));
    }

    private List<RegistrationPart> parts(EventId event) {
        return jdbc.sql(PARTS)
                .param("event", event.value())
                .query((row, n) -> part(row))
                .list();
    }

    private static RegistrationPart part(ResultSet row) throws SQLException {
        return new RegistrationPart(
                new EventId(row.getObject("part_id", UUID.class)),
                row.getString("name"),
                EventKind.valueOf(row.getString("kind")),
                row.getBoolean("in_person"),
                row.getBoolean("remote"),
                row.getObject("in_person_capacity", Integer.class),
                row.getObject("remote_capacity", Integer.class),
                new RegistrationPart.Taken(row.getInt("in_person_confirmed"), row.getInt("in_person_waiting")),
                new RegistrationPart.Taken(row.getInt("remote_confirmed"), row.getInt("remote_waiting")),
                row.getString("status").equals("CANCELLED"));
    }

    private List<RegistrationQuestion> questions(EventId event) {
        return jdbc.sql(QUESTIONS)
                .param("event", event.value())
                .query((row, n) -> question(row))
                .list();
    }

    private static RegistrationQuestion question(ResultSet row) throws SQLException {
        Array options = row.getArray("options");
        return new RegistrationQuestion(
                new QuestionId(row.getObject("id", UUID.class)),
                row.getString("label"),
                row.getString("hint"),
                QuestionKind.valueOf(row.getString("kind")),
                List.of((String[]) options.getArray()),
                row.getBoolean("required"),
                row.getBoolean("in_person_only"),
                row.getBoolean("retired"),
                row.getBoolean("answered"));
    }

    /** What can be a part: the event itself and what is held within it. What is cancelled stays as it is. */
    public List<EventView> possibleParts(EventView week) {
        List<EventView> parts = new ArrayList<>(List.of(week));
        events.within(week.id()).stream().filter(part -> !part.cancelled()).forEach(parts::add);
        return parts;
    }

    // --- What the staff change ---------------------------------------------------------------------------------------

    /**
     * Sets it up, or changes it. Where there is more room than before, the waiting list moves up.
     *
     * @param version that the editor saw; null where there was nothing
     */
    @Transactional
    public void save(EventId id, SetupText text, @Nullable Integer version, PersonId by) {
        EventView event = events.require(id);
        refuseWithin(event);
        RegistrationSetup before = locked(event);
        if (!Objects.equals(version, before == null ? null : Integer.valueOf(before.version()))) {
            throw new ChangedMeanwhile();
        }
        refuseTimesOutOfOrder(text);
        String note = Typed.paragraphs("note", "note", text.note(), LONGEST_NOTE);
        List<EventView> possible = possibleParts(event);
        refuseParts(text.parts(), possible, before);
        jdbc.sql("""
                        insert into registration_setup (event_id, opens_at, closes_at, change_until, note)
                        values (:event, :opensAt, :closesAt, :changeUntil, :note)
                        on conflict (event_id) do update
                           set opens_at = excluded.opens_at, closes_at = excluded.closes_at,
                               change_until = excluded.change_until, note = excluded.note,
                               version = registration_setup.version + 1""")
                .param("event", id.value())
                .param("opensAt", Timestamp.from(text.opensAt()))
                .param("closesAt", Timestamp.from(text.closesAt()))
                .param("changeUntil", Timestamp.from(text.changeUntil()))
                .param("note", note)
                .update();
        jdbc.sql("""
                        delete from registration_part p
                         where p.event_id = :event and p.part_id <> all(:parts::uuid[])
                           and not exists (select from event e where e.id = p.part_id and e.status = 'CANCELLED')""")
                .param("event", id.value())
                .param(
                        "parts",
                        text.parts().stream()
                                .map(part -> part.event().toString())
                                .toArray(String[]::new))
                .update();
        text.parts().forEach(part -> keep(id, part));
        waitingLists.moveUp(event);
        publisher.publishEvent(new PrivilegedAct(
                by.value(),
                before == null ? "registration.set-up" : "registration.setup-changed",
                "event",
                id.toString(),
                before == null ? null : facts(before),
                of(event).map(RegistrationSetups::facts).orElseThrow()));
    }

    private static void refuseWithin(EventView event) {
        if (event.within() != null) {
            throw Refusal.conflict("This event is held within another, whose registration asks for both.");
        }
    }

    /** The row is locked so that two editors come one after the other; who registers needs it for a reference only. */
    private @Nullable RegistrationSetup locked(EventView event) {
        jdbc.sql("select 1 from registration_setup where event_id = :event for no key update")
                .param("event", event.id().value())
                .query((row, n) -> 1)
                .list();
        waitingLists.lock(event.id());
        return of(event).orElse(null);
    }

    private static void refuseTimesOutOfOrder(SetupText text) {
        Map<String, String> problems = new LinkedHashMap<>();
        if (!text.closesAt().isAfter(text.opensAt())) {
            problems.put("closesAt", "Registration must close after it opens.");
        }
        if (text.changeUntil().isBefore(text.closesAt())) {
            problems.put(
                    "changeUntil",
                    "Whoever registers in the last minute must be able to change it: choose the time at which"
                            + " registration closes, or a later one.");
        }
        refuse(problems);
    }

    private static void refuseParts(
            List<SetupText.Part> parts, List<EventView> possible, @Nullable RegistrationSetup before) {
        Map<String, String> problems = new LinkedHashMap<>();
        if (parts.isEmpty()) {
            problems.put("parts", "Say for what one may register: in person, remotely or both.");
        }
        for (SetupText.Part part : parts) {
            String field = RegistrationRequest.partField(part.event());
            EventFormat format = possible.stream()
                    .filter(event -> event.id().equals(part.event()))
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid("parts", "One of the events is not part of this week."))
                    .format();
            if (part.inPerson() && format == EventFormat.REMOTE) {
                problems.put(field, "This event is held remotely, there is no room to come to.");
            }
            if (part.remote() && format == EventFormat.ON_SITE) {
                problems.put(field, "This event is held on site only, one cannot take part remotely.");
            }
            refuseCapacity(field + "-inPersonCapacity", part.inPersonCapacity(), problems);
            refuseCapacity(field + "-remoteCapacity", part.remoteCapacity(), problems);
        }
        if (before != null) {
            for (RegistrationPart had : before.parts()) {
                if (had.cancelled()) {
                    continue;
                }
                SetupText.Part now = parts.stream()
                        .filter(part -> part.event().equals(had.event()))
                        .findFirst()
                        .orElse(null);
                refuseTakingAway(had, ParticipationMode.IN_PERSON, now, problems);
                refuseTakingAway(had, ParticipationMode.REMOTE, now, problems);
            }
        }
        refuse(problems);
    }

    private static void refuseCapacity(String field, @Nullable Integer capacity, Map<String, String> problems) {
        if (capacity != null && (capacity < 0 || capacity > LARGEST_CAPACITY)) {
            problems.put(field, "A number of places is from 0 to 100,000; leave it empty for no limit.");
        }
    }

    private static void refuseTakingAway(
            RegistrationPart had, ParticipationMode mode, SetupText.@Nullable Part now, Map<String, String> problems) {
        boolean inPerson = mode == ParticipationMode.IN_PERSON;
        String field = RegistrationRequest.partField(had.event());
        int people = had.taken(mode).people();
        if (now == null || !(inPerson ? now.inPerson() : now.remote())) {
            if (people > 0) {
                problems.put(
                        field,
                        "%s registered for %s %s. Withdraw them first, or go on offering it."
                                .formatted(people(people), had.name(), inPerson ? "in person" : "remotely"));
            }
            return;
        }
        Integer capacity = inPerson ? now.inPersonCapacity() : now.remoteCapacity();
        int confirmed = had.taken(mode).confirmed();
        if (capacity != null && capacity < confirmed) {
            problems.put(
                    field + (inPerson ? "-inPersonCapacity" : "-remoteCapacity"),
                    "%s a place already, so there cannot be fewer than %d."
                            .formatted(confirmed == 1 ? "1 person has" : confirmed + " people have", confirmed));
        }
    }

    private static String people(int count) {
        return count == 1 ? "1 person" : count + " people";
    }

    private static void refuse(Map<String, String> problems) {
        if (!problems.isEmpty()) {
            throw Refusal.invalid(String.join(" ", problems.values()), problems);
        }
    }

    private void keep(EventId event, SetupText.Part part) {
        jdbc.sql("""
                        insert into registration_part (event_id, part_id, in_person, remote, in_person_capacity,
                                                       remote_capacity)
                        values (:event, :part, :inPerson, :remote, :inPersonCapacity, :remoteCapacity)
                        on conflict (event_id, part_id) do update
                           set in_person = excluded.in_person, remote = excluded.remote,
                               in_person_capacity = excluded.in_person_capacity,
                               remote_capacity = excluded.remote_capacity""")
                .param("event", event.value())
                .param("part", part.event().value())
                .param("inPerson", part.inPerson())
                .param("remote", part.remote())
                .param("inPersonCapacity", part.inPerson() ? part.inPersonCapacity() : null)
                .param("remoteCapacity", part.remote() ? part.remoteCapacity() : null)
                .update();
    }

    // --- Questions ---------------------------------------------------------------------------------------------------

    @Transactional
    public QuestionId ask(EventId event, QuestionText text, PersonId by) {
        RegistrationSetup before = requireLocked(event);
        QuestionId id = new QuestionId(NewId.next());
        jdbc.sql("""
                        insert into registration_question (id, event_id, position, label, hint, kind, options, required,
                                                           in_person_only)
                        values (:id, :event,
                                (select coalesce(max(position) + 1, 0) from registration_question where event_id = :event),
                                :label, :hint, :kind, :options, :required, :inPersonOnly)""")
                .param("id", id.value())
                .param("event", event.value())
                .param("label", text.label())
                .param("hint", text.hint())
                .param("kind", text.kind().name())
                .param("options", text.options().toArray(String[]::new))
                .param("required", text.required())
                .param("inPersonOnly", text.inPersonOnly())
                .update();
        changed(before, "registration.question-added", by);
        return id;
    }

    /**
     * Words, hint and who must answer may change at any time. How it is answered may not once somebody has answered:
     * ask another question then and retire this one.
     *
     * @param version of the setup that the editor saw
     */
    @Transactional
    public void edit(EventId event, QuestionId id, QuestionText text, @Nullable Integer version, PersonId by) {
        RegistrationSetup before = requireLocked(event);
        RegistrationQuestion question = question(before, id);
        if (!Objects.equals(version, before.version())) {
            throw new ChangedMeanwhile();
        }
        if (question.answered() && question.kind() != text.kind()) {
            throw Refusal.invalid(
                    "kind",
                    "It was answered already, so how it is answered stays. Add another question and retire this one.");
        }
        jdbc.sql("""
                        update registration_question
                           set label = :label, hint = :hint, kind = :kind, options = :options, required = :required,
                               in_person_only = :inPersonOnly
                         where id = :id""")
                .param("id", id.value())
                .param("label", text.label())
                .param("hint", text.hint())
                .param("kind", text.kind().name())
                .param("options", text.options().toArray(String[]::new))
                .param("required", text.required())
                .param("inPersonOnly", text.inPersonOnly())
                .update();
        changed(before, "registration.question-changed", by);
    }

    /** @param up towards the top of the form; at its end nothing happens */
    @Transactional
    public void move(EventId event, QuestionId id, boolean up, PersonId by) {
        RegistrationSetup before = requireLocked(event);
        List<RegistrationQuestion> order = new ArrayList<>(before.asked());
        int from = order.indexOf(question(before, id));
        int to = up ? from - 1 : from + 1;
        if (from < 0 || to < 0 || to >= order.size()) {
            return;
        }
        Collections.swap(order, from, to);
        for (int i = 0; i < order.size(); i++) {
            jdbc.sql("update registration_question set position = :position where id = :id and position <> :position")
                    .param("id", order.get(i).id().value())
                    .param("position", i)
                    .update();
        }
        changed(before, "registration.questions-reordered", by);
    }

    /** It is no longer asked. Answers that were given stay, and with them the question. */
    @Transactional
    public void remove(EventId event, QuestionId id, PersonId by) {
        RegistrationSetup before = requireLocked(event);
        RegistrationQuestion question = question(before, id);
        jdbc.sql(
                        question.answered()
                                ? "update registration_question set retired = true where id = :id"
                                : "delete from registration_question where id = :id")
                .param("id", id.value())
                .update();
        changed(before, question.answered() ? "registration.question-retired" : "registration.question-deleted", by);
    }

    /** A retired question is asked again, as the last. */
    @Transactional
    public void askAgain(EventId event, QuestionId id, PersonId by) {
        RegistrationSetup before = requireLocked(event);
        question(before, id);
        jdbc.sql("""
                        update registration_question
                           set retired = false,
                               position = (select max(position) + 1 from registration_question where event_id = :event)
                         where id = :id and retired""").param("id", id.value()).param("event", event.value()).update();
        changed(before, "registration.question-asked-again", by);
    }

    private RegistrationSetup requireLocked(EventId event) {
        RegistrationSetup setup = locked(events.require(event));
        if (setup == null) {
            throw new NotFound("registration");
        }
        return setup;
    }

    private static RegistrationQuestion question(RegistrationSetup setup, QuestionId id) {
        return setup.questions().stream()
                .filter(question -> question.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("question"));
    }

    private void changed(RegistrationSetup before, String action, PersonId by) {
        EventView event = before.event();
        jdbc.sql("update registration_setup set version = version + 1 where event_id = :event")
                .param("event", event.id().value())
                .update();
        publisher.publishEvent(new PrivilegedAct(
                by.value(),
                action,
                "event",
                event.id().toString(),
                facts(before),
                of(event).map(RegistrationSetups::facts).orElseThrow()));
    }

    private static Map<String, Object> facts(RegistrationSetup setup) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("opensAt", setup.opensAt());
        facts.put("closesAt", setup.closesAt());
        facts.put("changeUntil", setup.changeUntil());
        facts.put("note", setup.note());
        for (RegistrationPart part : setup.parts()) {
            facts.put(part.name(), said(part));
        }
        facts.put(
                "questions",
                setup.questions().stream()
                        .map(question -> question.label() + (question.retired() ? " (retired)" : ""))
                        .toList());
        return facts;
    }

    private static String said(RegistrationPart part) {
        List<String> words = new ArrayList<>();
        if (part.inPerson()) {
            words.add("in person, " + capacity(part.inPersonCapacity()));
        }
        if (part.remote()) {
            words.add("remotely, " + capacity(part.remoteCapacity()));
        }
        return String.join("; ", words);
    }

    private static String capacity(@Nullable Integer capacity) {
        return capacity == null ? "no limit" : capacity + " places";
    }
}
