package org.rostrum.minutes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Place;
import org.rostrum.access.Viewer;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupRef;
import org.rostrum.groups.GroupView;
import org.rostrum.groups.Groups;
import org.rostrum.groups.Visibility;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.News;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A group's actions. They belong to the group: one that is open is open at its next meeting, too, without being carried
 * there. Like a disposition an action is what the meeting decided and its secretary recorded, so whoever records the one
 * gives the other ({@link Act#RECORD_DISPOSITION}); whoever it was given to says that it is done.
 */
@Service
public class Actions {

    private static final int LONGEST_LIST = 500;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

    private static final String VIEW = """
            select a.id, a.year, a.serial, a.text, a.due_on, a.state, a.given_at, a.settled_at, a.note, a.meeting_id,
                   a.assignee_id, p.name as assignee_name, o.name as assignee_organization, w.name as given_by,
                   s.name as settled_by, m.name as meeting_name, g.id as group_id, g.code as group_code, g.visibility,
                   i.number || ' ' || i.title as item, a.state = 'OPEN' and a.due_on < :today as overdue
              from action a
              join working_group g on g.id = a.group_id
              join person p on p.id = a.assignee_id
              join person w on w.id = a.given_by
              left join person s on s.id = a.settled_by
              left join current_delegation d on d.person_id = a.assignee_id
              left join organization o on o.id = d.organization_id
              left join meeting m on m.id = a.meeting_id
              left join agenda ag on ag.meeting_id = a.meeting_id
              left join agenda_published_item i
                on i.meeting_id = a.meeting_id and i.version = ag.version and i.item_id = a.agenda_item_id
               and i.kind = 'NORMAL'
            """;

    private static final String ORDER =
            " order by (a.state = 'OPEN') desc, case when a.state = 'OPEN' then a.due_on end,"
                    + " a.settled_at desc, a.year, a.serial limit " + LONGEST_LIST;

    private final ActionRepository repository;
    private final Groups groups;
    private final Meetings meetings;
    private final RoomLog log;
    private final JdbcClient jdbc;
    private final BodySettings body;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Actions(
            ActionRepository repository,
            Groups groups,
            Meetings meetings,
            RoomLog log,
            JdbcClient jdbc,
            BodySettings body,
            Clock clock,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.groups = groups;
        this.meetings = meetings;
        this.log = log;
        this.jdbc = jdbc;
        this.body = body;
        this.clock = clock;
        this.events = events;
    }

    /** Whether they may give and drop actions here. */
    public static boolean gives(Viewer viewer, Place place) {
        return viewer.may(Act.RECORD_DISPOSITION, place);
    }

    static boolean settles(Viewer viewer, Place place, PersonId assignee) {
        return gives(viewer, place) || (assignee.equals(viewer.person()) && viewer.may(Act.TAKE_PART, place));
    }

    /** Of a group, open ones first and of these the earliest due. */
    public List<ActionView> of(GroupView group, ActionFilter filter, Viewer viewer) {
        viewer.require(Act.FOLLOW, Place.of(group));
        StringBuilder where = new StringBuilder(" where a.group_id = :group");
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("group", group.group().id().value());
        if (filter.overdue()) {
            where.append(" and a.state = 'OPEN' and a.due_on < :today");
        } else if (filter.state() != null) {
            where.append(" and a.state = :state");
            parameters.put("state", filter.state().name());
        }
        if (filter.mine() && viewer.person() != null) {
            where.append(" and a.assignee_id = :person");
            parameters.put("person", viewer.person().value());
        }
        return list(where.toString(), parameters);
    }

    /** At a meeting: what is open for its group, what was given there, and what was settled while it lasted. */
    public List<ActionView> at(MeetingView meeting, Viewer viewer) {
        viewer.require(Act.FOLLOW, meeting.permissions());
        return list(
                """
                 where a.group_id = :group
                   and (a.meeting_id = :meeting
                        or (a.state = 'OPEN' and a.given_at <= :ends)
                        or a.settled_at between :starts and :ends)""",
                Map.of(
                        "group", meeting.group().id().value(),
                        "meeting", meeting.id().value(),
                        "starts", Timestamp.from(meeting.startsAt()),
                        "ends", Timestamp.from(meeting.endsAt())));
    }

    /** What somebody has to do, in all groups that they may still read, the earliest due first. */
    public List<ActionView> mine(Viewer viewer) {
        return viewer.person() == null
                ? List.of()
                : list(
                                " where a.assignee_id = :person and a.state = 'OPEN'",
                                Map.of("person", viewer.person().value()))
                        .stream()
                        .filter(action -> viewer.may(Act.FOLLOW, action.place()))
                        .toList();
    }

    private List<ActionView> list(String where, Map<String, Object> parameters) {
        return jdbc.sql(VIEW + where + ORDER)
                .params(parameters)
                .param("today", today())
                .query((row, n) -> view(row))
                .list();
    }

    /** A step of an action's story. */
    public record Step(
            String words, String by, Instant at, @Nullable String note) {}

    /** What happened to each of these, in its order. One statement. */
    public Map<ActionId, List<Step>> stories(List<ActionView> actions) {
        Map<ActionId, List<Step>> stories = new LinkedHashMap<>();
        jdbc.sql("""
                        select s.action_id, s.what, p.name, s.at, s.note
                          from action_step s join person p on p.id = s.person_id
                         where s.action_id = any(:actions)
                         order by s.action_id, s.position""")
                .param(
                        "actions",
                        actions.stream().map(action -> action.id().value()).toArray(UUID[]::new))
                .query(row -> {
                    stories.computeIfAbsent(
                                    new ActionId(row.getObject("action_id", UUID.class)), id -> new ArrayList<>())
                            .add(new Step(
                                    Action.What.valueOf(row.getString("what")).words(),
                                    row.getString("name"),
                                    row.getTimestamp("at").toInstant(),
                                    row.getString("note")));
                });
        return stories;
    }

    private ActionView require(ActionId id, Viewer viewer) {
        return list(" where a.id = :id", Map.of("id", id.value())).stream()
                .filter(action -> viewer.may(Act.FOLLOW, action.place()))
                .findFirst()
                .orElseThrow(() -> new NotFound("action"));
    }

    private static ActionView view(ResultSet row) throws SQLException {
        Timestamp settled = row.getTimestamp("settled_at");
        return new ActionView(
                new ActionId(row.getObject("id", UUID.class)),
                ActionId.number(row.getInt("year"), row.getInt("serial")),
                row.getString("group_code"),
                new Place(
                        null,
                        new GroupId(row.getObject("group_id", UUID.class)),
                        Visibility.valueOf(row.getString("visibility")),
                        null),
                row.getString("text"),
                new PersonId(row.getObject("assignee_id", UUID.class)),
                row.getString("assignee_name"),
                row.getString("assignee_organization"),
                Objects.requireNonNull(row.getObject("due_on", LocalDate.class)),
                row.getBoolean("overdue"),
                row.getObject("meeting_id", UUID.class),
                row.getString("meeting_name"),
                row.getString("item"),
                row.getString("given_by"),
                row.getTimestamp("given_at").toInstant(),
                ActionState.valueOf(row.getString("state")),
                row.getString("settled_by"),
                settled == null ? null : settled.toInstant(),
                row.getString("note"));
    }

    /** Somebody to whom an action may be given. */
    public record Candidate(
            PersonId id, String name, @Nullable String organization) {}

    /** Whoever holds an office in the group, or takes part in one of its meetings of the last year or to come. */
    public List<Candidate> candidates(GroupId group) {
        return jdbc.sql("""
                        select p.id, p.name, o.name as organization
                          from person p
                          left join current_delegation d on d.person_id = p.id
                          left join organization o on o.id = d.organization_id
                         where p.deactivated_at is null
                           and (p.id in (select person_id from current_office where group_id = :group)
                                or p.id in (select t.person_id from participation t join meeting m on m.id = t.meeting_id
                                             where m.group_id = :group and m.ends_at > :since))
                         order by lower(p.name), p.id""")
                .param("group", group.value())
                .param("since", Timestamp.from(clock.instant().minus(365, ChronoUnit.DAYS)))
                .query((row, n) -> new Candidate(
                        new PersonId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        row.getString("organization")))
                .list();
    }

    /** The day that due dates are compared with. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), body.timeZone());
    }

    /**
     * Gives an action outside a meeting.
     *
     * @param intent the client's key: the same key gets the same action again; null for none
     */
    @Transactional
    public ActionView give(String group, NewAction asked, @Nullable String intent, Viewer viewer) {
        GroupView of = groups.require(group);
        viewer.require(Act.RECORD_DISPOSITION, Place.of(of));
        return give(of.group(), null, asked, intent, viewer);
    }

    /** Gives an action at a meeting. */
    @Transactional
    public ActionView give(MeetingId id, NewAction asked, @Nullable String intent, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.RECORD_DISPOSITION, meeting.permissions());
        return give(meeting.group(), meeting, asked, intent, viewer);
    }

    private ActionView give(
            GroupRef group, @Nullable MeetingView meeting, NewAction asked, @Nullable String intent, Viewer viewer) {
        if (intent != null && (intent.isEmpty() || intent.length() > 200)) {
            throw Refusal.invalid("intent", "An idempotency key has 1 to 200 characters.");
        }
        LocalDate today = today();
        int last = lastSerial(group.id(), today.getYear());
        Optional<ActionId> before = intent == null ? Optional.empty() : carriedOut(intent, viewer);
        if (before.isPresent()) {
            return require(before.get(), viewer);
        }
        Action action = Action.give(
                group.id().value(),
                meeting == null ? null : meeting.id().value(),
                asked,
                viewer.requirePerson(),
                now(),
                today,
                intent);
        requireCandidate(group.id(), action);
        requireItem(meeting, asked.agendaItem());
        action.numbered(today.getYear(), last + 1);
        jdbc.sql("update action_series set last = :last where group_id = :group and year = :year")
                .param("last", last + 1)
                .param("group", group.id().value())
                .param("year", today.getYear())
                .update();
        repository.saveAndFlush(action);
        ActionView given = require(action.id(), viewer);
        record(viewer, action, "action.given", null, group);
        tell(
                viewer,
                Set.of(action.assignee()),
                "action.given",
                "An action for you: " + group.code() + " " + action.number(),
                action.text() + "\n\nDue on " + DAY.format(given.dueOn()) + ", given by " + viewer.name() + ".",
                group);
        if (meeting != null) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("id", action.id());
            data.put("number", action.number());
            data.put("text", action.text());
            data.put("assignee", given.assigneeName());
            data.put("dueOn", given.dueOn());
            data.put("item", asked.agendaItem());
            log.append(meeting.room(), "action.given", Author.of(viewer), data, null);
        }
        return given;
    }

    /** Under the row's lock, which is held until the number is committed or given back. */
    private int lastSerial(GroupId group, int year) {
        jdbc.sql("insert into action_series (group_id, year) values (:group, :year) on conflict do nothing")
                .param("group", group.value())
                .param("year", year)
                .update();
        return jdbc.sql("select last from action_series where group_id = :group and year = :year for update")
                .param("group", group.value())
                .param("year", year)
                .query(Integer.class)
                .single();
    }

    private Optional<ActionId> carriedOut(String intent, Viewer viewer) {
        return jdbc.sql("select id from action where given_by = :person and intent = :intent")
                .param("person", viewer.requirePerson().value())
                .param("intent", intent)
                .query((row, n) -> new ActionId(row.getObject("id", UUID.class)))
                .optional();
    }

    private void requireCandidate(GroupId group, Action action) {
        if (candidates(group).stream().noneMatch(person -> person.id().value().equals(action.assignee()))) {
            throw Refusal.invalid("assignee", "Choose somebody who takes part in the group or in one of its meetings.");
        }
    }

    private void requireItem(@Nullable MeetingView meeting, @Nullable UUID item) {
        if (item == null) {
            return;
        }
        boolean known = meeting != null
                && jdbc.sql("""
                                select exists (select 1 from agenda_published_item i join agenda a on a.meeting_id = i.meeting_id
                                                where i.meeting_id = :meeting and i.version = a.version
                                                  and i.item_id = :item and i.kind = 'NORMAL')""")
                        .param("meeting", meeting.id().value())
                        .param("item", item)
                        .query(Boolean.class)
                        .single();
        if (!known) {
            throw Refusal.invalid("item", "The published agenda has no such item. Choose one that it has.");
        }
    }

    /** @param how may be empty */
    @Transactional
    public ActionView complete(ActionId id, @Nullable String how, Viewer viewer) {
        ActionView before = require(id, viewer);
        if (!before.mayComplete(viewer)) {
            throw Refusal.forbidden("Whoever it was given to, the chair, a vice-chair or the secretary says that an "
                    + "action is done.");
        }
        return change(before, viewer, "action.done", action -> action.complete(how, viewer.requirePerson(), now()));
    }

    /** @param why for the record */
    @Transactional
    public ActionView drop(ActionId id, @Nullable String why, Viewer viewer) {
        ActionView before = require(id, viewer);
        viewer.require(Act.RECORD_DISPOSITION, before.place());
        return change(before, viewer, "action.dropped", action -> action.drop(why, viewer.requirePerson(), now()));
    }

    /** Takes back that it was done or dropped. What an officer dropped, an officer reopens. */
    @Transactional
    public ActionView reopen(ActionId id, @Nullable String why, Viewer viewer) {
        ActionView before = require(id, viewer);
        if (before.state() == ActionState.DROPPED || !before.mayComplete(viewer)) {
            viewer.require(Act.RECORD_DISPOSITION, before.place());
        }
        return change(before, viewer, "action.reopened", action -> action.reopen(why, viewer.requirePerson(), now()));
    }

    private ActionView change(ActionView before, Viewer viewer, String what, Consumer<Action> change) {
        Action action = repository.locked(before.id().value()).orElseThrow(() -> new NotFound("action"));
        ActionState was = action.state();
        change.accept(action);
        repository.saveAndFlush(action);
        GroupRef group = new GroupRef(before.place().group(), before.group(), before.group());
        record(viewer, action, what, was, group);
        ActionView after = require(before.id(), viewer);
        Set<UUID> concerned = new LinkedHashSet<>(List.of(action.assignee(), action.givenBy()));
        String said = after.note() == null ? "" : "\n\n" + after.note();
        tell(
                viewer,
                concerned,
                what,
                "Action " + group.code() + " " + action.number() + " "
                        + (after.open()
                                ? "is open again"
                                : after.state() == ActionState.DONE ? "is done" : "was dropped"),
                action.text() + said,
                group);
        return after;
    }

    private void record(Viewer viewer, Action action, String what, @Nullable ActionState before, GroupRef group) {
        Map<String, Object> after = new LinkedHashMap<>();
        after.put("group", group.code());
        after.put("number", action.number());
        after.put("state", action.state());
        events.publishEvent(new PrivilegedAct(
                viewer.requirePerson().value(),
                what,
                "action",
                action.id().toString(),
                before == null ? null : Map.of("state", before),
                after));
    }

    private void tell(Viewer viewer, Set<UUID> people, String type, String title, String text, GroupRef group) {
        List<UUID> others = new ArrayList<>(people);
        others.remove(viewer.requirePerson().value());
        if (!others.isEmpty()) {
            events.publishEvent(new News(others, type, title, text, "/groups/" + group.code() + "/actions"));
        }
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
