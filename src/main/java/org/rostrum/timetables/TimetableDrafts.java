package org.rostrum.timetables;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.Visibility;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.NewId;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;
import org.rostrum.web.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The draft of a timetable. All staff work on the same one, a row at a time: each change takes the timetable's lock,
 * refuses what was written on an older row, and leaves what it replaced, so that everybody's changes can be undone one
 * after the other, also after the page was closed.
 */
@Service
public class TimetableDrafts {

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int MOST_SESSIONS = 1_000;
    private static final int MOST_GROUPS = 20;

    /** What was published without ever being drafted (a sample, an older record) is in the draft as it is published. */
    private static final String ROWS = """
            select d.*, p.name as part_name, r.name as room_name, r.capacity,
                   exists (select from session s where s.id = d.id) as published,
                   (select string_agg(g.id || ' ' || g.code || ' ' || g.name, e'\n' order by u.position)
                      from unnest(d.group_ids) with ordinality u (id, position)
                      join working_group g on g.id = u.id) as groups
              from (select id, part_id, kind, title, note, venue_room_id, starts_at, ends_at, mode, members_only,
                           visibility, cancelled, group_ids, version
                      from timetable_draft_session where event_id = :event
                    union all
                    select s.id, s.part_id, s.kind, s.title, s.note, s.venue_room_id, s.starts_at, s.ends_at, s.mode,
                           s.members_only, s.visibility, s.cancelled,
                           array(select group_id from session_group where session_id = s.id order by position), 0
                      from session s
                     where s.event_id = :event
                       and not exists (select from timetable_draft_session x where x.id = s.id)) d
              left join event p on p.id = d.part_id
              left join venue_room r on r.id = d.venue_room_id
             order by d.starts_at, r.position nulls last, d.ends_at, d.id
            """;

    private static final String SAME_ROWS = """
            select (select coalesce(jsonb_agg(to_jsonb(d) - 'version' order by d.id), '[]')
                      from timetable_draft_session d where d.id = any(:ids))
                 = (select coalesce(jsonb_agg(to_jsonb(a) - 'version' order by a.id), '[]')
                      from jsonb_populate_recordset(null::timetable_draft_session, :rows::jsonb) a)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Events events;
    private final Times times;
    private final Clock clock;
    private final ApplicationEventPublisher publisher;

    TimetableDrafts(
            JdbcClient jdbc,
            JsonMapper json,
            Events events,
            Times times,
            Clock clock,
            ApplicationEventPublisher publisher) {
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
        this.times = times;
        this.clock = clock;
        this.publisher = publisher;
    }

    /** The draft as it is now; of an event within another, that one's. In a number of statements that does not grow. */
    @Transactional(readOnly = true)
    public TimetableDraft of(EventId id, Viewer viewer) {
        requireStaff(viewer);
        EventView event = week(id);
        List<DraftRow> rows = rows(event.id());
        Optional<TimetableDraft.Step> undo = step(event.id(), UNDOABLE);
        Optional<TimetableDraft.Step> redo = step(event.id(), REDOABLE);
        return jdbc.sql("""
                        select t.draft_revision, p.name as changed_by, t.draft_changed_at, t.version, t.expected_on
                          from timetable t left join person p on p.id = t.draft_changed_by
                         where t.event_id = :event""")
                .param("event", event.id().value())
                .query((row, n) -> {
                    Timestamp changedAt = row.getTimestamp("draft_changed_at");
                    return new TimetableDraft(
                            event,
                            row.getInt("draft_revision"),
                            row.getString("changed_by"),
                            changedAt == null ? null : changedAt.toInstant(),
                            row.getInt("version"),
                            row.getObject("expected_on", LocalDate.class),
                            undo.orElse(null),
                            redo.orElse(null),
                            rows);
                })
                .optional()
                .orElseGet(() -> new TimetableDraft(event, 0, null, null, 0, null, null, null, rows));
    }

    /** A row as it is now. */
    @Transactional(readOnly = true)
    public DraftRow require(EventId id, SessionId session, Viewer viewer) {
        requireStaff(viewer);
        return require(rows(week(id).id()), session);
    }

    @Transactional
    public SessionId add(EventId event, DraftSession typed, Viewer viewer) {
        SessionId id = new SessionId(NewId.next());
        change(event, viewer, draft -> {
            DraftSession added = draft.checked(typed.cancelled(false).identified(id), null);
            return new Change("Added " + quoted(added), List.of(added), Set.of());
        });
        return id;
    }

    @Transactional
    public void edit(EventId event, SessionId id, int version, DraftSession typed, Viewer viewer) {
        change(event, viewer, draft -> {
            DraftRow row = draft.guarded(id, version);
            DraftSession edited = typed.identified(id).cancelled(row.session().cancelled());
            return new Change("Edited " + quoted(edited), List.of(draft.checked(edited, row)), Set.of());
        });
    }

    /** To another time, another room, or both; it lasts as long as before. */
    @Transactional
    public void move(
            EventId event, SessionId id, int version, Instant startsAt, @Nullable UUID venueRoom, Viewer viewer) {
        change(event, viewer, draft -> {
            DraftRow row = draft.guarded(id, version);
            DraftSession was = row.session();
            DraftSession moved = was.at(startsAt, startsAt.plus(was.length()), venueRoom);
            return new Change(
                    "Moved " + quoted(was) + " to " + draft.where(moved), List.of(draft.checked(moved, row)), Set.of());
        });
    }

    /** Where a hand dropped it: another time, another room, another length, or all of them as one change. */
    @Transactional
    public void place(
            EventId event,
            SessionId id,
            int version,
            Instant startsAt,
            Instant endsAt,
            @Nullable UUID venueRoom,
            Viewer viewer) {
        change(event, viewer, draft -> {
            DraftRow row = draft.guarded(id, version);
            DraftSession was = row.session();
            DraftSession placed = was.at(startsAt, endsAt, venueRoom);
            boolean onlyLength = startsAt.equals(was.startsAt()) && Objects.equals(venueRoom, was.venueRoom());
            return new Change(
                    onlyLength
                            ? "Made " + quoted(was) + " end at " + times.clock(endsAt, draft.zone())
                            : "Moved " + quoted(was) + " to " + draft.where(placed),
                    List.of(draft.checked(placed, row)),
                    Set.of());
        });
    }

    /** Ends earlier or later; it begins when it did. */
    @Transactional
    public void resize(EventId event, SessionId id, int version, Instant endsAt, Viewer viewer) {
        change(event, viewer, draft -> {
            DraftRow row = draft.guarded(id, version);
            DraftSession was = row.session();
            DraftSession resized = was.at(was.startsAt(), endsAt, was.venueRoom());
            return new Change(
                    "Made " + quoted(was) + " end at " + times.clock(endsAt, draft.zone()),
                    List.of(draft.checked(resized, row)),
                    Set.of());
        });
    }

    /** One that was never published just goes. */
    @Transactional
    public void cancel(EventId event, SessionId id, int version, Viewer viewer) {
        change(event, viewer, draft -> {
            DraftRow row = draft.guarded(id, version);
            if (!row.published()) {
                return new Change("Removed " + quoted(row.session()), List.of(), Set.of(id));
            }
            return new Change(
                    "Cancelled " + quoted(row.session()), List.of(row.session().cancelled(true)), Set.of());
        });
    }

    /** Takes the cancelling back. */
    @Transactional
    public void restore(EventId event, SessionId id, int version, Viewer viewer) {
        change(event, viewer, draft -> {
            DraftRow row = draft.guarded(id, version);
            return new Change(
                    "Restored " + quoted(row.session()), List.of(row.session().cancelled(false)), Set.of());
        });
    }

    /**
     * Many at once, as one change that is undone at once.
     *
     * @param sessions one with the id of a row takes its place, the others are new, under their own id where they have one
     * @param said for whoever may want to undo it: "Imported 27 sessions from week.csv"
     */
    @Transactional
    public void addAll(EventId event, List<DraftSession> sessions, String said, Viewer viewer) {
        refuseOfOtherEvents(event, sessions);
        change(event, viewer, draft -> new Change(said, draft.checked(sessions), Set.of()));
    }

    /** The same, and these are then all there are: of the rest, what was published is cancelled and the others go. */
    @Transactional
    public void replaceAll(EventId event, List<DraftSession> sessions, String said, Viewer viewer) {
        refuseOfOtherEvents(event, sessions);
        change(event, viewer, draft -> {
            List<DraftSession> written = new ArrayList<>(draft.checked(sessions));
            Set<SessionId> kept = written.stream().map(DraftSession::id).collect(Collectors.toSet());
            Set<SessionId> gone = new HashSet<>();
            for (DraftRow row : draft.rows()) {
                if (!kept.contains(row.id())) {
                    if (row.published()) {
                        written.add(row.session().cancelled(true));
                    } else {
                        gone.add(row.id());
                    }
                }
            }
            return new Change(said, written, gone);
        });
    }

    /** An id of their own must not be that of a session elsewhere. */
    private void refuseOfOtherEvents(EventId event, List<DraftSession> sessions) {
        UUID[] ids = sessions.stream()
                .map(DraftSession::id)
                .filter(Objects::nonNull)
                .map(SessionId::value)
                .toArray(UUID[]::new);
        if (jdbc.sql("""
                        select exists (select from timetable_draft_session where id = any(:ids) and event_id <> :event)
                            or exists (select from session where id = any(:ids) and event_id <> :event)""")
                .param("ids", ids)
                .param("event", week(event).id().value())
                .query(Boolean.class)
                .single()) {
            throw Refusal.conflict("One of the sessions belongs to another event.");
        }
    }

    /**
     * Takes the latest change back, whoever made it.
     *
     * @param change that the asker saw as the next to undo: of two who press at once, one does not undo a second one
     * @return what was undone, in words
     */
    @Transactional
    public String undo(EventId id, long change, Viewer viewer) {
        return travel(id, change, UNDOABLE, "undone", viewer);
    }

    @Transactional
    public String redo(EventId id, long change, Viewer viewer) {
        return travel(id, change, REDOABLE, "done again", viewer);
    }

    // ---- one change ---------------------------------------------------------------------------------------------

    /** What is to be written, and what goes. */
    private record Change(String said, List<DraftSession> written, Set<SessionId> gone) {}

    private static final String UNDOABLE = "c.undone_at is null order by c.id desc";

    private static final String REDOABLE = """
            c.undone_at is not null and c.id > coalesce((select max(l.id) from timetable_change l
              where l.event_id = :event and l.undone_at is null), 0) order by c.id""";

    private void change(EventId id, Viewer viewer, Function<Locked, Change> wanted) {
        PersonId editor = requireStaff(viewer);
        EventView event = week(id);
        Locked draft = lock(event);
        Change change = wanted.apply(draft);
        Set<UUID> ids = new LinkedHashSet<>();
        change.written()
                .forEach(session -> ids.add(Objects.requireNonNull(session.id()).value()));
        change.gone().forEach(session -> ids.add(session.value()));
        if (draft.rows().size() + change.written().size() > MOST_SESSIONS
                && draft.rows().stream()
                                        .filter(row -> !ids.contains(row.id().value()))
                                        .count()
                                + change.written().size()
                        > MOST_SESSIONS) {
            throw Refusal.invalid("title", "A timetable holds at most 1,000 sessions.");
        }
        String before = kept(ids);
        int revision = draft.revision() + 1;
        write(
                ids,
                json.writeValueAsString(change.written().stream()
                        .map(session -> row(event.id(), session, revision))
                        .toList()));
        String after = kept(ids);
        if (sameButVersion(before, after)) {
            // Put back where it was: nothing to undo, nothing for others to compare.
            write(ids, before);
            return;
        }
        jdbc.sql("delete from timetable_change where event_id = :event and undone_at is not null")
                .param("event", event.id().value())
                .update();
        String said = change.said().length() > 500 ? change.said().substring(0, 499) + "…" : change.said();
        jdbc.sql("""
                        insert into timetable_change (event_id, said, before, after, done_by, done_at)
                        values (:event, :said, :before::jsonb, :after::jsonb, :by, :at)""")
                .param("event", event.id().value())
                .param("said", said)
                .param("before", before)
                .param("after", after)
                .param("by", editor.value())
                .param("at", Timestamp.from(clock.instant()))
                .update();
        raise(event.id(), revision, editor, said);
    }

    private String travel(EventId id, long change, String which, String verb, Viewer viewer) {
        PersonId editor = requireStaff(viewer);
        EventView event = week(id);
        Locked draft = lock(event);
        boolean undoing = which.equals(UNDOABLE);
        TimetableDraft.Step step = step(event.id(), which)
                .filter(next -> next.id() == change)
                .orElseThrow(() -> Refusal.conflict("The draft has changed since you looked, so nothing was " + verb
                        + ". This is how it stands now."));
        record Rows(String before, String after) {}
        Rows rows = jdbc.sql("select before::text, after::text from timetable_change where id = :id")
                .param("id", step.id())
                .query((row, n) -> undoing
                        ? new Rows(row.getString(1), row.getString(2))
                        : new Rows(row.getString(2), row.getString(1)))
                .single();
        Set<UUID> ids = new LinkedHashSet<>();
        JsonNode wanted = json.readTree(rows.before());
        for (JsonNode row : wanted) {
            ids.add(UUID.fromString(row.get("id").asString()));
        }
        for (JsonNode row : json.readTree(rows.after())) {
            ids.add(UUID.fromString(row.get("id").asString()));
        }
        boolean unchanged = jdbc.sql(SAME_ROWS)
                .param("ids", ids.toArray(UUID[]::new))
                .param("rows", rows.after())
                .query(Boolean.class)
                .single();
        if (!unchanged) {
            throw Refusal.conflict("“" + step.said() + "” cannot be " + verb
                    + ": the session was changed in another way since. Enter what should hold instead.");
        }
        requireNonePublished(ids, wanted, step, verb);
        int revision = draft.revision() + 1;
        try {
            write(ids, rows.before());
        } catch (DataIntegrityViolationException e) {
            throw Refusal.conflict("“" + step.said() + "” cannot be " + verb
                    + ": a room or a part of the event that it needs is no longer there.");
        }
        jdbc.sql("update timetable_draft_session set version = :revision where id = any(:ids)")
                .param("revision", revision)
                .param("ids", ids.toArray(UUID[]::new))
                .update();
        jdbc.sql("update timetable_change set undone_at = case when :undoing then :at::timestamptz end where id = :id")
                .param("undoing", undoing)
                .param("at", Timestamp.from(clock.instant()))
                .param("id", step.id())
                .update();
        raise(event.id(), revision, editor, (undoing ? "Undone: " : "Done again: ") + step.said());
        return step.said();
    }

    /** What was published meanwhile stays in the draft: calendars are told that it is cancelled, never nothing. */
    private void requireNonePublished(Set<UUID> ids, JsonNode wanted, TimetableDraft.Step step, String verb) {
        Set<UUID> going = new HashSet<>(ids);
        for (JsonNode row : wanted) {
            going.remove(UUID.fromString(row.get("id").asString()));
        }
        if (!going.isEmpty()
                && jdbc.sql("select exists (select from session where id = any(:ids))")
                        .param("ids", going.toArray(UUID[]::new))
                        .query(Boolean.class)
                        .single()) {
            throw Refusal.conflict("“" + step.said() + "” cannot be " + verb
                    + " any more, because it was published since. Cancel the session instead.");
        }
    }

    private void raise(EventId event, int revision, PersonId editor, String said) {
        jdbc.sql("""
                        update timetable set draft_revision = :revision, draft_changed_by = :by, draft_changed_at = :at
                         where event_id = :event""")
                .param("revision", revision)
                .param("by", editor.value())
                .param("at", Timestamp.from(clock.instant()))
                .param("event", event.value())
                .update();
        publisher.publishEvent(new PrivilegedAct(
                editor.value(),
                "timetable.draft-changed",
                "event",
                event.toString(),
                Map.of("revision", revision - 1),
                Map.of("revision", revision, "said", said)));
    }

    // ---- under the lock -----------------------------------------------------------------------------------------

    /** The draft while nobody else can change it, with what its rows may refer to. */
    private record Locked(
            EventView event,
            int revision,
            List<DraftRow> rows,
            Map<UUID, String> rooms,
            List<EventView> held,
            Map<GroupId, Visibility> groups,
            Times times) {

        ZoneId zone() {
            return event.zoneOrUtc();
        }

        DraftRow guarded(SessionId id, int version) {
            DraftRow row = require(rows, id);
            if (row.version() != version) {
                throw new ChangedMeanwhile();
            }
            return row;
        }

        List<DraftSession> checked(List<DraftSession> sessions) {
            Map<SessionId, DraftRow> known = rows.stream().collect(Collectors.toMap(DraftRow::id, Function.identity()));
            Set<SessionId> seen = new HashSet<>();
            List<DraftSession> checked = new ArrayList<>();
            for (DraftSession session : sessions) {
                SessionId id = session.id();
                if (id == null) {
                    checked.add(checked(session.identified(new SessionId(NewId.next())), null));
                } else if (!seen.add(id)) {
                    throw Refusal.conflict("“" + session.title() + "” would be replaced twice. Look at it again.");
                } else {
                    checked.add(checked(session, known.get(id)));
                }
            }
            return checked;
        }

        /** @param was null for a new one; what does not change is not asked about again */
        DraftSession checked(DraftSession typed, @Nullable DraftRow was) {
            String title = Typed.line("title", "title", typed.title(), 300);
            String note = Typed.paragraphs("note", "note", typed.note(), 2_000);
            boolean sameTimes = was != null
                    && was.session().startsAt().equals(typed.startsAt())
                    && was.session().endsAt().equals(typed.endsAt());
            if (!sameTimes) {
                requireTimes(typed);
            }
            UUID room = typed.venueRoom();
            if (room != null && !rooms.containsKey(room)) {
                throw Refusal.invalid("venueRoom", "This event has no such room. Choose one of the list.");
            }
            EventId part = typed.part() == null || typed.part().equals(event.id()) ? null : typed.part();
            if (part != null && held.stream().noneMatch(within -> within.id().equals(part))) {
                throw Refusal.invalid("part", "Nothing of that name is held within this event. Choose from the list.");
            }
            List<GroupId> ofGroups = typed.groups().stream().distinct().toList();
            if (!groups.keySet().containsAll(ofGroups)) {
                throw Refusal.invalid("groups", "There is no such group. Choose from the list.");
            }
            if (ofGroups.size() > MOST_GROUPS) {
                throw Refusal.invalid("groups", "A session is of at most 20 groups. Choose none if it is for all.");
            }
            if (typed.visibility() == Visibility.GROUP && ofGroups.isEmpty()) {
                throw Refusal.invalid(
                        "visibility", "Without a group nobody would see it. Choose its groups, or who else sees it.");
            }
            return new DraftSession(
                    typed.id(),
                    part,
                    typed.kind(),
                    title,
                    note,
                    room,
                    typed.startsAt(),
                    typed.endsAt(),
                    typed.mode(),
                    typed.membersOnly(),
                    Objects.requireNonNullElseGet(typed.visibility(), () -> usual(ofGroups)),
                    typed.cancelled(),
                    ofGroups);
        }

        private Visibility usual(List<GroupId> of) {
            boolean closed = !of.isEmpty() && of.stream().allMatch(group -> groups.get(group) == Visibility.GROUP);
            return closed ? Visibility.GROUP : Visibility.PUBLIC;
        }

        private void requireTimes(DraftSession typed) {
            if (!typed.endsAt().isAfter(typed.startsAt())) {
                throw Refusal.invalid(
                        "endsAt",
                        "It would end at %s, which is not after its start at %s. Choose a later end."
                                .formatted(times.clock(typed.endsAt(), zone()), times.clock(typed.startsAt(), zone())));
            }
            if (typed.length().compareTo(LONGEST) > 0) {
                throw Refusal.invalid("endsAt", "A session lasts 24 hours at most. Make one for each day.");
            }
            // What is held within the week may begin before it: a test event is set up the day before.
            LocalDate firstDay =
                    days(EventView::startsOn).min(Comparator.naturalOrder()).orElseThrow();
            LocalDate lastDay =
                    days(EventView::endsOn).max(Comparator.naturalOrder()).orElseThrow();
            Instant first = firstDay.atStartOfDay(zone()).toInstant();
            Instant last = lastDay.plusDays(1).atStartOfDay(zone()).toInstant();
            String days = "The event is on " + times.dates(firstDay, lastDay) + ", " + times.zone(zone(), first) + ". ";
            if (typed.startsAt().isBefore(first) || !typed.startsAt().isBefore(last)) {
                throw Refusal.invalid("startsAt", days + "Choose a start on these days.");
            }
            if (typed.endsAt().isAfter(last)) {
                throw Refusal.invalid("endsAt", days + "Choose an end on these days.");
            }
        }

        private Stream<LocalDate> days(Function<EventView, LocalDate> of) {
            return Stream.concat(Stream.of(event), held.stream().filter(within -> !within.monthsOnly()))
                    .map(of);
        }

        String where(DraftSession session) {
            String room = session.venueRoom() == null ? "no room yet" : rooms.getOrDefault(session.venueRoom(), "");
            return times.day(session.startsAt(), zone()) + ", "
                    + times.hours(session.startsAt(), session.endsAt(), zone()) + ", " + room;
        }
    }

    private Locked lock(EventView event) {
        if (event.timeZone() == null) {
            throw Refusal.conflict(
                    "Give the event its time zone first: without one, no time of a session has a meaning.");
        }
        if (event.monthsOnly()) {
            throw Refusal.conflict("Give the event its days first: only the month is known, and sessions are on days.");
        }
        UUID id = event.id().value();
        jdbc.sql("insert into timetable (event_id) values (:event) on conflict do nothing")
                .param("event", id)
                .update();
        int revision = jdbc.sql("select draft_revision from timetable where event_id = :event for update")
                .param("event", id)
                .query(Integer.class)
                .single();
        jdbc.sql("""
                        insert into timetable_draft_session (id, event_id, part_id, kind, title, note, venue_room_id,
                                                             starts_at, ends_at, mode, members_only, visibility,
                                                             cancelled, group_ids)
                        select s.id, s.event_id, s.part_id, s.kind, s.title, s.note, s.venue_room_id, s.starts_at,
                               s.ends_at, s.mode, s.members_only, s.visibility, s.cancelled,
                               array(select group_id from session_group where session_id = s.id order by position)
                          from session s
                         where s.event_id = :event
                           and not exists (select from timetable_draft_session d where d.id = s.id)""").param("event", id).update();
        Map<UUID, String> rooms = new HashMap<>();
        jdbc.sql("select id, name from venue_room where event_id = :event")
                .param("event", id)
                .query(row -> {
                    rooms.put(row.getObject("id", UUID.class), row.getString("name"));
                });
        Map<GroupId, Visibility> groups = new HashMap<>();
        jdbc.sql("select id, visibility from working_group").query(row -> {
            groups.put(new GroupId(row.getObject("id", UUID.class)), Visibility.valueOf(row.getString("visibility")));
        });
        return new Locked(event, revision, rows(event.id()), rooms, events.within(event.id()), groups, times);
    }

    private static DraftRow require(List<DraftRow> rows, SessionId id) {
        return rows.stream()
                .filter(row -> row.id().equals(id))
                .findAny()
                .orElseThrow(() -> Refusal.conflict(
                        "This session is not in the draft any more: somebody removed it, or undid its adding."));
    }

    private EventView week(EventId id) {
        EventView event = events.require(id);
        return event.within() == null ? event : events.require(event.within());
    }

    private static PersonId requireStaff(Viewer viewer) {
        if (!viewer.staff()) {
            throw Refusal.forbidden("The timetable is drafted by the staff.");
        }
        return viewer.requirePerson();
    }

    private Optional<TimetableDraft.Step> step(EventId event, String which) {
        return jdbc.sql("select c.id, c.said, p.name from timetable_change c join person p on p.id = c.done_by"
                        + " where c.event_id = :event and " + which + " limit 1")
                .param("event", event.value())
                .query((row, n) ->
                        new TimetableDraft.Step(row.getLong("id"), row.getString("said"), row.getString("name")))
                .optional();
    }

    // ---- rows ---------------------------------------------------------------------------------------------------

    private void write(Set<UUID> ids, String rows) {
        jdbc.sql("delete from timetable_draft_session where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .update();
        jdbc.sql("""
                        insert into timetable_draft_session
                        select * from jsonb_populate_recordset(null::timetable_draft_session, :rows::jsonb)""").param("rows", rows).update();
    }

    private String kept(Set<UUID> ids) {
        return jdbc.sql("""
                        select coalesce(jsonb_agg(to_jsonb(d) order by d.id), '[]')::text
                          from timetable_draft_session d where d.id = any(:ids)""")
                .param("ids", ids.toArray(UUID[]::new))
                .query(String.class)
                .single();
    }

    private boolean sameButVersion(String before, String after) {
        return jdbc.sql("""
                        select (select jsonb_agg(b - 'version') from jsonb_array_elements(:before::jsonb) b)
                            is not distinct from
                               (select jsonb_agg(a - 'version') from jsonb_array_elements(:after::jsonb) a)""")
                .param("before", before)
                .param("after", after)
                .query(Boolean.class)
                .single();
    }

    private static Map<String, @Nullable Object> row(EventId event, DraftSession session, int version) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", String.valueOf(session.id()));
        row.put("event_id", event.toString());
        row.put("part_id", session.part() == null ? null : session.part().toString());
        row.put("kind", session.kind().name());
        row.put("title", session.title());
        row.put("note", session.note());
        row.put("venue_room_id", session.venueRoom() == null ? null : String.valueOf(session.venueRoom()));
        row.put("starts_at", session.startsAt().truncatedTo(ChronoUnit.SECONDS).toString());
        row.put("ends_at", session.endsAt().truncatedTo(ChronoUnit.SECONDS).toString());
        row.put("mode", session.mode() == null ? null : session.mode().name());
        row.put("members_only", session.membersOnly());
        row.put(
                "visibility",
                Objects.requireNonNullElse(session.visibility(), Visibility.PUBLIC)
                        .name());
        row.put("cancelled", session.cancelled());
        row.put("group_ids", session.groups().stream().map(GroupId::toString).toList());
        row.put("version", version);
        return row;
    }

    List<DraftRow> rows(EventId event) {
        return jdbc.sql(ROWS)
                .param("event", event.value())
                .query((row, n) -> draftRow(row))
                .list();
    }

    private static DraftRow draftRow(ResultSet row) throws SQLException {
        UUID part = row.getObject("part_id", UUID.class);
        UUID room = row.getObject("venue_room_id", UUID.class);
        String mode = row.getString("mode");
        UUID[] groups = (UUID[]) row.getArray("group_ids").getArray();
        return new DraftRow(
                new DraftSession(
                        new SessionId(row.getObject("id", UUID.class)),
                        part == null ? null : new EventId(part),
                        SessionKind.valueOf(row.getString("kind")),
                        row.getString("title"),
                        row.getString("note"),
                        room,
                        row.getTimestamp("starts_at").toInstant(),
                        row.getTimestamp("ends_at").toInstant(),
                        mode == null ? null : EventFormat.valueOf(mode),
                        row.getBoolean("members_only"),
                        Visibility.valueOf(row.getString("visibility")),
                        row.getBoolean("cancelled"),
                        Arrays.stream(groups).map(GroupId::new).toList()),
                row.getInt("version"),
                row.getBoolean("published"),
                row.getString("part_name"),
                room == null
                        ? null
                        : new SessionView.VenueRoomRef(
                                room,
                                Objects.requireNonNull(row.getString("room_name")),
                                row.getObject("capacity", Integer.class)),
                Timetables.groups(row.getString("groups")));
    }

    private static String quoted(DraftSession session) {
        return "“" + session.title() + "”";
    }
}
