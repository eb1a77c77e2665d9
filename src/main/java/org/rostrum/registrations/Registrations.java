package org.rostrum.registrations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.events.EventId;
import org.rostrum.events.EventKind;
import org.rostrum.events.EventView;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.organizations.MemberRight;
import org.rostrum.organizations.OrganizationRef;
import org.rostrum.organizations.PersonId;
import org.rostrum.registrations.RegistrationSetup.Phase;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.NewId;
import org.rostrum.shared.News;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Sought;
import org.rostrum.shared.Typed;
import org.rostrum.web.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Registering for a week, changing it and withdrawing: for oneself, and by the staff for somebody. */
@Service
public class Registrations {

    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_TEXT = 5_000;

    private static final String VIEW = """
            select r.id, r.event_id, r.person_id, p.name, o.name as organization, r.code, r.listed, r.registered_at,
                   r.changed_at, r.withdrawn_at, r.version
              from registration r
              join person p on p.id = r.person_id
              left join organization o on o.id = r.organization_id
            """;

    private static final String CHOICES = """
            select c.part_id, e.name, c.mode, c.place,
                   case c.place when 'WAITING' then
                     (select count(*) from registration_choice b
                       where b.part_id = c.part_id and b.mode = c.mode and b.event_id = c.event_id
                         and b.place = 'WAITING' and (b.asked_at, b.registration_id) <= (c.asked_at, c.registration_id))
                     else 0 end as position
              from registration_choice c
              join event e on e.id = c.part_id
             where c.registration_id = :registration
             order by (c.part_id = c.event_id) desc, e.starts_on, e.name, e.id
            """;

    private static final String MEETINGS = """
            select m.id from participation x
              join meeting m on m.id = x.meeting_id
              join event e on e.id = m.event_id
             where x.person_id = :person and (e.id = :event or e.within_id = :event)
             union
            select w.meeting_id from registration_wish w where w.registration_id = :registration
            """;

    private final RegistrationSetups setups;
    private final WaitingLists waitingLists;
    private final WeekMeetings weekMeetings;
    private final CheckInAddress address;
    private final Viewers viewers;
    private final Times times;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Registrations(
            RegistrationSetups setups,
            WaitingLists waitingLists,
            WeekMeetings weekMeetings,
            CheckInAddress address,
            Viewers viewers,
            Times times,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            Clock clock) {
        this.setups = setups;
        this.waitingLists = waitingLists;
        this.weekMeetings = weekMeetings;
        this.address = address;
        this.viewers = viewers;
        this.times = times;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    // --- Reading -----------------------------------------------------------------------------------------------------

    /** Somebody's own, also when it was withdrawn. */
    public Optional<Registration> of(EventId week, @Nullable PersonId person) {
        return person == null
                ? Optional.empty()
                : jdbc.sql(VIEW + "where r.event_id = :event and r.person_id = :person")
                        .param("event", week.value())
                        .param("person", person.value())
                        .query((row, n) -> head(row))
                        .optional()
                        .map(this::whole);
    }

    private static Registration head(ResultSet row) throws SQLException {
        Timestamp withdrawn = row.getTimestamp("withdrawn_at");
        return new Registration(
                new RegistrationId(row.getObject("id", UUID.class)),
                new EventId(row.getObject("event_id", UUID.class)),
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("name"),
                row.getString("organization"),
                row.getString("code"),
                row.getBoolean("listed"),
                row.getTimestamp("registered_at").toInstant(),
                row.getTimestamp("changed_at").toInstant(),
                withdrawn == null ? null : withdrawn.toInstant(),
                row.getInt("version"),
                List.of(),
                Map.of(),
                Set.of());
    }

    private Registration whole(Registration head) {
        List<Registration.Choice> choices = jdbc.sql(CHOICES)
                .param("registration", head.id().value())
                .query((row, n) -> new Registration.Choice(
                        new EventId(row.getObject("part_id", UUID.class)),
                        row.getString("name"),
                        ParticipationMode.valueOf(row.getString("mode")),
                        PlaceState.valueOf(row.getString("place")),
                        row.getInt("position")))
                .list();
        Map<QuestionId, String> answers = new LinkedHashMap<>();
        jdbc.sql("select question_id, answer from registration_answer where registration_id = :registration")
                .param("registration", head.id().value())
                .query(row -> {
                    answers.put(new QuestionId(row.getObject("question_id", UUID.class)), row.getString("answer"));
                });
        Set<UUID> meetings = Set.copyOf(jdbc.sql(MEETINGS)
                .param("person", head.person().value())
                .param("event", head.event().value())
                .param("registration", head.id().value())
                .query(UUID.class)
                .list());
        return new Registration(
                head.id(),
                head.event(),
                head.person(),
                head.name(),
                head.organization(),
                head.code(),
                head.listed(),
                head.registeredAt(),
                head.changedAt(),
                head.withdrawnAt(),
                head.version(),
                choices,
                answers,
                meetings);
    }

    /** The meetings that somebody may attend in this week. Of a group that keeps to itself only its own people learn. */
    public List<MeetingOffer> meetings(EventId week, Viewer viewer) {
        return weekMeetings.where(week, Act.TAKE_PART, viewer);
    }

    /** Whether somebody may register at all: delegates, staff, and guests who were invited to a meeting of this week. */
    public boolean mayRegister(EventId week, Viewer viewer) {
        return viewer.person() != null
                && (viewer.member() || viewer.staff() || viewer.testStaff() || weekMeetings.invited(week, viewer));
    }

    /** Whether somebody may take part in it: test events are a right that a membership level has or has not. */
    public static boolean openTo(Viewer viewer, RegistrationPart part) {
        return part.kind() != EventKind.TEST_EVENT
                || viewer.staff()
                || viewer.testStaff()
                || viewer.has(MemberRight.SPECIAL_EVENTS);
    }

    /** Somebody as the staff see them who register them: with all that person's own rights, and no others. */
    public Viewer inTheirPlace(PersonId person) {
        return viewers.person(person, EnumSet.allOf(Scope.class)).orElseThrow(() -> new NotFound("person"));
    }

    /** Whoever finds more than these looks for too little. */
    public static final int CANDIDATES_AT_MOST = 30;

    /**
     * @param organization null for who represents none
     * @param guest invited to a meeting of this week
     * @param registered whether they are already
     */
    public record Candidate(
            PersonId person, String name, @Nullable String organization, boolean guest, boolean registered) {}

    /** Those whom the staff can register: whoever could do it themselves. */
    public List<Candidate> candidates(EventId week, Sought sought) {
        if (!sought.any()) {
            return List.of();
        }
        return jdbc.sql("""
                        select p.id, p.name, o.name as organization, g.found is not null as guest,
                               exists (select from registration r where r.event_id = :week and r.person_id = p.id
                                                                   and r.withdrawn_at is null) as registered
                          from person p
                          left join current_delegation d on d.person_id = p.id
                          left join organization o on o.id = d.organization_id
                          left join current_membership m on m.organization_id = o.id and m.standing = 'ACTIVE'
                          left join lateral (
                            select 1 as found from invitation i
                              join meeting t on t.id = i.meeting_id
                              join event e on e.id = t.event_id
                             where i.person_id = p.id and (e.id = :week or e.within_id = :week) limit 1) g on true
                         where p.deactivated_at is null
                           and (m.organization_id is not null or p.staff or p.test_staff or g.found is not null)
                           and (lower(p.name) like lower(:text) or lower(p.email) like lower(:text)
                                or lower(o.name) like lower(:text))
                         order by lower(p.name), p.id limit :limit""")
                .param("week", week.value())
                .param("text", sought.like())
                .param("limit", CANDIDATES_AT_MOST)
                .query((row, n) -> new Candidate(
                        new PersonId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        row.getString("organization"),
                        row.getBoolean("guest"),
                        row.getBoolean("registered")))
                .list();
    }

    // --- Registering -------------------------------------------------------------------------------------------------

    /**
     * Registers, or changes a registration; what changes nothing does nothing, so that sending twice is safe.
     *
     * @param version of the registration that was seen; null where none was
     */
    @Transactional
    public Registration register(EventId week, RegistrationRequest request, @Nullable Integer version, Viewer viewer) {
        viewer.requirePerson();
        requireScope(viewer);
        return put(week, request, version, viewer, null);
    }

    /** The staff register somebody, also before registration opens and after it closed. */
    @Transactional
    public Registration registerFor(
            EventId week, PersonId person, RegistrationRequest request, @Nullable Integer version, PersonId by) {
        return put(week, request, version, inTheirPlace(person), by);
    }

    private static void requireScope(Viewer viewer) {
        if (!viewer.scopes().contains(Scope.CONTRIBUTE)) {
            throw Refusal.forbidden("This token may not do that: it lacks the scope \"contribute\".");
        }
    }

    private Registration put(
            EventId week,
            RegistrationRequest request,
            @Nullable Integer version,
            Viewer viewer,
            @Nullable PersonId byStaff) {
        // Before anything is read that the answer depends on: the staff may be changing it.
        waitingLists.lock(week);
        RegistrationSetup setup = setups.require(week);
        PersonId person = viewer.requirePerson();
        if (!mayRegister(week, viewer)) {
            throw Refusal.forbidden(
                    "Delegates of members and the staff can register, and guests who were invited to a meeting of this event.");
        }
        Registration before = of(week, person).orElse(null);
        Registration standing = before != null && before.active() ? before : null;
        boolean active = standing != null;
        refuseOver(setup);
        if (byStaff == null) {
            refuseOutOfTime(setup, active);
        }
        List<MeetingOffer> offered = meetings(week, viewer);
        RegistrationRequest asked = checked(request, setup, offered, viewer, before);
        if (standing != null && same(standing, asked, setup, offered)) {
            return standing;
        }
        if (standing != null && !Objects.equals(version, standing.version())) {
            throw new ChangedMeanwhile();
        }
        RegistrationId id = keep(week, person, viewer.organization(), asked.listed(), before);
        boolean placesChanged = takePlaces(id, setup.event(), asked, standing);
        keepAnswers(id, week, asked);
        attend(id, person, week, asked, offered);
        waitingLists.moveUp(setup.event());
        Registration after = of(week, person).orElseThrow();
        if (placesChanged) {
            confirm(setup, after, active);
        }
        if (byStaff != null) {
            audit(byStaff, active ? "registration.changed-for" : "registration.made-for", setup, before, after);
        }
        return after;
    }

    private void refuseOver(RegistrationSetup setup) {
        Phase phase = setup.phase(clock.instant());
        if (phase == Phase.CANCELLED) {
            throw Refusal.conflict("The event is cancelled, so nobody can register for it any more.");
        }
        if (phase == Phase.OVER) {
            throw Refusal.conflict("The event is over. Registrations can no longer be changed.");
        }
    }

    private void refuseOutOfTime(RegistrationSetup setup, boolean registered) {
        Instant now = clock.instant();
        if (now.isBefore(setup.opensAt())) {
            throw Refusal.conflict("Registration opens on " + times.at(setup.opensAt(), setup.zone()) + ".");
        }
        if (!registered && now.isAfter(setup.closesAt())) {
            throw Refusal.conflict("Registration closed on " + times.at(setup.closesAt(), setup.zone())
                    + ". If you still want to come, write to the staff.");
        }
        if (registered && now.isAfter(setup.changeUntil())) {
            throw Refusal.conflict("Answers could be changed until " + times.at(setup.changeUntil(), setup.zone())
                    + ". You can still withdraw.");
        }
    }

    // --- What was asked for, checked ---------------------------------------------------------------------------------

    private static RegistrationRequest checked(
            RegistrationRequest request,
            RegistrationSetup setup,
            List<MeetingOffer> offered,
            Viewer viewer,
            @Nullable Registration before) {
        Map<String, String> problems = new LinkedHashMap<>();
        request.choices().forEach((part, mode) -> {
            String problem = problem(setup, part, mode, viewer);
            if (problem != null) {
                problems.put(RegistrationRequest.partField(part), problem);
            }
        });
        if (request.choices().isEmpty()) {
            problems.put(
                    RegistrationRequest.partField(setup.parts().getFirst().event()),
                    "Say in what you take part, in person or remotely."
                            + (before != null && before.active() ? " If you do not come at all, withdraw." : ""));
        }
        Map<QuestionId, String> answers = new LinkedHashMap<>();
        for (RegistrationQuestion question : setup.asked()) {
            if (question.inPersonOnly() && !request.inPerson()) {
                continue;
            }
            try {
                String answer = answer(question, request.answers().get(question.id()));
                if (!answer.isEmpty()) {
                    answers.put(question.id(), answer);
                }
            } catch (Refusal refusal) {
                problems.putAll(refusal.fields());
            }
        }
        Set<UUID> known = offered.stream().map(MeetingOffer::id).collect(Collectors.toSet());
        Set<UUID> attended = request.meetings().stream().filter(known::contains).collect(Collectors.toSet());
        for (MeetingOffer meeting : offered) {
            if (attended.contains(meeting.id()) && choiceFor(request, setup.event(), meeting) == null) {
                problems.put(
                        "meetings",
                        "To attend " + meeting.name() + ", say whether you take part in "
                                + setup.event().name() + " in person or remotely.");
            }
        }
        if (!problems.isEmpty()) {
            throw Refusal.invalid(String.join(" ", problems.values()), problems);
        }
        return new RegistrationRequest(request.choices(), answers, attended, request.listed());
    }

    private static @Nullable String problem(
            RegistrationSetup setup, EventId id, ParticipationMode mode, Viewer viewer) {
        RegistrationPart part = setup.part(id).orElse(null);
        if (part == null) {
            return "One cannot register for this event here.";
        }
        if (part.cancelled()) {
            return part.name() + " is cancelled.";
        }
        if (!part.offers(mode)) {
            return mode == ParticipationMode.IN_PERSON
                    ? part.name() + " is held remotely."
                    : "One cannot take part remotely in " + part.name() + ".";
        }
        if (!openTo(viewer, part)) {
            return "Test events are open to members whose level entitles them to it; "
                    + (viewer.organization() == null
                            ? "you represent none."
                            : viewer.organization().name() + "'s does not.");
        }
        return null;
    }

    private static String answer(RegistrationQuestion question, @Nullable String typed) {
        String field = RegistrationRequest.questionField(question.id());
        String answer = question.kind() == QuestionKind.TEXT
                ? Typed.paragraphs(field, "answer", typed, LONGEST_TEXT)
                : Typed.optionalLine(field, "answer", typed, LONGEST_LINE);
        if (answer.isEmpty()) {
            if (question.required()) {
                throw Refusal.invalid(field, "Answer this question: \"" + question.label() + "\"");
            }
            return "";
        }
        if (!question.answers().isEmpty() && !question.answers().contains(answer)) {
            throw Refusal.invalid(field, "Choose one of the answers that are offered.");
        }
        return answer;
    }

    /** How somebody takes part in the part of the week that a meeting belongs to. */
    private static @Nullable ParticipationMode choiceFor(
            RegistrationRequest request, EventView week, MeetingOffer meeting) {
        ParticipationMode own = request.choices().get(meeting.event());
        return own == null ? request.choices().get(week.id()) : own;
    }

    private static boolean same(
            Registration before, RegistrationRequest asked, RegistrationSetup setup, List<MeetingOffer> offered) {
        Set<UUID> known = offered.stream().map(MeetingOffer::id).collect(Collectors.toSet());
        RegistrationRequest had = before.request();
        Map<QuestionId, String> answers = new LinkedHashMap<>(had.answers());
        answers.keySet()
                .retainAll(setup.asked().stream().map(RegistrationQuestion::id).toList());
        return had.choices().equals(asked.choices())
                && answers.equals(asked.answers())
                && had.listed() == asked.listed()
                && had.meetings().stream()
                        .filter(known::contains)
                        .collect(Collectors.toSet())
                        .equals(asked.meetings());
    }

    // --- What is kept ------------------------------------------------------------------------------------------------

    private RegistrationId keep(
            EventId week,
            PersonId person,
            @Nullable OrganizationRef organization,
            boolean listed,
            @Nullable Registration before) {
        UUID represented = organization == null ? null : organization.id().value();
        if (before == null) {
            RegistrationId id = new RegistrationId(NewId.next());
            jdbc.sql("""
                            insert into registration (id, event_id, person_id, organization_id, code, listed,
                                                      registered_at, changed_at)
                            values (:id, :event, :person, :organization, :code, :listed, :now, :now)""")
                    .param("id", id.value())
                    .param("event", week.value())
                    .param("person", person.value())
                    .param("organization", represented)
                    .param("code", CheckInCode.next())
                    .param("listed", listed)
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
            return id;
        }
        jdbc.sql("""
                        update registration
                           set organization_id = :organization, listed = :listed, changed_at = :now,
                               registered_at = case when withdrawn_at is null then registered_at else :now end,
                               withdrawn_at = null, version = version + 1
                         where id = :id""")
                .param("id", before.id().value())
                .param("organization", represented)
                .param("listed", listed)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return before.id();
    }

    /** @return whether anything changed about the places */
    private boolean takePlaces(
            RegistrationId id, EventView week, RegistrationRequest asked, @Nullable Registration before) {
        boolean changed = false;
        if (before != null) {
            for (Registration.Choice had : before.choices()) {
                if (asked.choices().get(had.part()) != had.mode()) {
                    jdbc.sql("delete from registration_choice where registration_id = :id and part_id = :part")
                            .param("id", id.value())
                            .param("part", had.part().value())
                            .update();
                    changed = true;
                }
            }
        }
        for (Map.Entry<EventId, ParticipationMode> choice : asked.choices().entrySet()) {
            // Whoever has a place or waits for this very one keeps it, and their turn.
            changed |= jdbc.sql("""
                            insert into registration_choice (registration_id, event_id, part_id, mode, place, asked_at,
                                                             confirmed_at)
                            select :id, p.event_id, p.part_id, :mode,
                                   case when f.fits then 'CONFIRMED' else 'WAITING' end, now.at,
                                   case when f.fits then now.at end
                              from registration_part p
                              cross join (select clock_timestamp() as at) now
                              cross join lateral (
                                select case :mode when 'IN_PERSON' then p.in_person_capacity else p.remote_capacity end as fit,
                                       count(*) filter (where c.place = 'CONFIRMED') as confirmed,
                                       count(*) filter (where c.place = 'WAITING') as waiting
                                  from registration_choice c
                                 where c.event_id = p.event_id and c.part_id = p.part_id and c.mode = :mode) t
                              cross join lateral (
                                select t.fit is null or (t.confirmed < t.fit and t.waiting = 0) as fits) f
                             where p.event_id = :event and p.part_id = :part
                            on conflict (registration_id, part_id) do nothing""")
                            .param("id", id.value())
                            .param("event", week.id().value())
                            .param("part", choice.getKey().value())
                            .param("mode", choice.getValue().name())
                            .update()
                    > 0;
        }
        return changed;
    }

    private void keepAnswers(RegistrationId id, EventId week, RegistrationRequest asked) {
        // Answers to questions that are no longer asked stay as they were given.
        jdbc.sql("""
                        delete from registration_answer a using registration_question q
                         where a.registration_id = :id and q.id = a.question_id and not q.retired
                           and a.question_id <> all(:answered::uuid[])""")
                .param("id", id.value())
                .param(
                        "answered",
                        asked.answers().keySet().stream()
                                .map(QuestionId::toString)
                                .toArray(String[]::new))
                .update();
        asked.answers()
                .forEach((question, answer) -> jdbc.sql("""
                        insert into registration_answer (registration_id, event_id, question_id, answer)
                        values (:id, :event, :question, :answer)
                        on conflict (registration_id, question_id) do update set answer = excluded.answer""")
                        .param("id", id.value())
                        .param("event", week.value())
                        .param("question", question.value())
                        .param("answer", answer)
                        .update());
    }

    /**
     * Writes who attends which meeting to where the meetings' own pages read it. Whoever waits for a place does not
     * attend yet: what they want is kept until they move up.
     */
    private void attend(
            RegistrationId id, PersonId person, EventId week, RegistrationRequest asked, List<MeetingOffer> offered) {
        jdbc.sql("delete from registration_wish where registration_id = :id")
                .param("id", id.value())
                .update();
        asked.meetings()
                .forEach(meeting -> jdbc.sql(
                                "insert into registration_wish (registration_id, meeting_id) values (:id, :meeting)")
                        .param("id", id.value())
                        .param("meeting", meeting)
                        .update());
        waitingLists.grantWishes(week);
        jdbc.sql("""
                        delete from participation x
                         where x.person_id = :person and x.meeting_id = any(:offered::uuid[])
                           and (x.meeting_id <> all(:attended::uuid[])
                                or exists (select from registration_wish w
                                            where w.registration_id = :id and w.meeting_id = x.meeting_id))""")
                .param("person", person.value())
                .param("id", id.value())
                .param("offered", texts(offered.stream().map(MeetingOffer::id).toList()))
                .param("attended", texts(List.copyOf(asked.meetings())))
                .update();
    }

    private static String[] texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    // --- Withdrawing -------------------------------------------------------------------------------------------------

    /** Gives the places back, to who waits for them. Where there is no registration, nothing happens. */
    @Transactional
    public void withdraw(EventId week, Viewer viewer) {
        requireScope(viewer);
        withdraw(week, viewer.requirePerson(), null);
    }

    @Transactional
    public void withdrawFor(EventId week, PersonId person, PersonId by) {
        withdraw(week, person, by);
    }

    /** Whoever is no longer invited to anything of the week gives their place back, whoever ended it. */
    void giveUp(EventId week, PersonId person) {
        waitingLists.lock(week);
        end(setups.require(week), person);
    }

    private void withdraw(EventId week, PersonId person, @Nullable PersonId byStaff) {
        waitingLists.lock(week);
        RegistrationSetup setup = setups.require(week);
        Registration before = of(week, person).filter(Registration::active).orElse(null);
        if (before == null) {
            return;
        }
        refuseOver(setup);
        end(setup, person);
        if (byStaff != null) {
            events.publishEvent(new News(
                    List.of(person.value()),
                    "registration.withdrawn",
                    "Your registration for " + setup.event().name() + " was withdrawn",
                    "The staff withdrew it. If you do not know why, write to them.",
                    path(setup)));
            audit(byStaff, "registration.withdrawn-for", setup, before, null);
        }
    }

    private void end(RegistrationSetup setup, PersonId person) {
        EventId week = setup.event().id();
        Optional<UUID> registration = jdbc.sql("""
                        update registration set withdrawn_at = :now, changed_at = :now, version = version + 1
                         where event_id = :event and person_id = :person and withdrawn_at is null
                        returning id""")
                .param("event", week.value())
                .param("person", person.value())
                .param("now", Timestamp.from(clock.instant()))
                .query(UUID.class)
                .optional();
        if (registration.isEmpty()) {
            return;
        }
        for (String table : List.of("registration_choice", "registration_wish")) {
            jdbc.sql("delete from " + table + " where registration_id = :id")
                    .param("id", registration.get())
                    .update();
        }
        jdbc.sql("""
                        delete from participation x using meeting m, event e
                         where x.person_id = :person and m.id = x.meeting_id and m.ends_at > :now and e.id = m.event_id
                           and (e.id = :event or e.within_id = :event)""")
                .param("event", week.value())
                .param("person", person.value())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        waitingLists.moveUp(setup.event());
    }

    // --- What is told ------------------------------------------------------------------------------------------------

    private void confirm(RegistrationSetup setup, Registration registration, boolean changed) {
        String event = setup.event().name();
        List<String> lines = new ArrayList<>();
        for (Registration.Choice choice : registration.choices()) {
            String how = choice.mode() == ParticipationMode.IN_PERSON ? "in person" : "remotely";
            lines.add(choice.name() + ": " + how + ", "
                    + (choice.waiting() ? "on the waiting list, place " + choice.position() : "confirmed"));
        }
        lines.add("");
        if (registration.waits()) {
            lines.add("You move up by yourself when a place becomes free, and are told.");
        }
        lines.add("Your check-in code is " + registration.spelled() + ". The attached picture is the same as a QR code:"
                + " show it at the desk, on your phone or printed.");
        lines.add("You can change your answers until " + times.at(setup.changeUntil(), setup.zone())
                + " and withdraw until the event is over.");
        String title = registration.choices().stream().allMatch(Registration.Choice::waiting)
                ? "You are on the waiting list for " + event
                : changed ? "Your registration for " + event + " was changed" : "You are registered for " + event;
        events.publishEvent(new News(
                List.of(registration.person().value()),
                "registration.confirmed",
                title,
                String.join("\n", lines),
                path(setup),
                List.of(new News.Attachment(
                        "check-in-" + registration.code() + ".png",
                        "image/png",
                        QrCode.of(address.of(registration.code())).png()))));
    }

    private static String path(RegistrationSetup setup) {
        return "/events/" + setup.event().id() + "/registration";
    }

    private void audit(
            PersonId by,
            String action,
            RegistrationSetup setup,
            @Nullable Registration before,
            @Nullable Registration after) {
        PersonId about = Objects.requireNonNull(after == null ? before : after).person();
        events.publishEvent(new PrivilegedAct(
                by.value(),
                action,
                "person",
                about.toString(),
                before == null || !before.active() ? null : facts(setup, before),
                after == null ? null : facts(setup, after)));
    }

    private static Map<String, Object> facts(RegistrationSetup setup, Registration registration) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("event", setup.event().name());
        registration
                .choices()
                .forEach(choice -> facts.put(
                        choice.name(),
                        choice.mode().label() + (choice.waiting() ? ", on the waiting list" : ", confirmed")));
        facts.put("listed", registration.listed());
        return facts;
    }
}
