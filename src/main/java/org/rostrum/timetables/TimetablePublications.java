package org.rostrum.timetables;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.groups.GroupId;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.News;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Makes the draft of a timetable what everybody reads, and tells those whose sessions it changes. */
@Service
public class TimetablePublications {

    private static final int MOST_LINES = 30;

    /**
     * Whom a session concerns: who marked it, who takes part in a meeting of one of its groups at this event or is
     * invited to it, who holds an office of one of its groups, and for a session of no group those who registered. Nobody hears of a session
     * that they may not see. Breaks are nobody's in particular: of them only those hear who marked one.
     */
    private static final String CONCERNED = """
            with changed as (
              select * from jsonb_to_recordset(:changed::jsonb)
                as c (id uuid, groups uuid[], part uuid, visibility text, pause boolean)
            ), concerned as (
              select c.id, k.person_id from changed c join session_mark k on k.session_id = c.id
              union
              select c.id, x.person_id
                from changed c
                join meeting m on m.group_id = any(c.groups) and m.status = 'SCHEDULED'
                 and m.event_id in (select id from event where id = :event or within_id = :event)
                join lateral (select a.person_id from participation a where a.meeting_id = m.id
                              union select i.person_id from invitation i where i.meeting_id = m.id) x on true
              union
              select c.id, o.person_id
                from changed c
                join current_office o on o.group_id = any(c.groups)
                 and o.role in ('CHAIR', 'VICE_CHAIR', 'SECRETARY', 'EDITOR')
              union
              select c.id, r.person_id
                from changed c
                join registration r on r.event_id = :event and r.withdrawn_at is null
                 and (c.part is null or exists (select from registration_choice h
                                                 where h.registration_id = r.id and h.part_id = c.part))
               where cardinality(c.groups) = 0 and not c.pause
            ), members as (
              select d.person_id
                from current_delegation d
                join current_membership m on m.organization_id = d.organization_id and m.standing = 'ACTIVE'
                join membership_right r on r.level_code = m.level_code and r.right_code = 'PORTAL'
                 and r.extent = 'YES'
            )
            select k.id, k.person_id
              from concerned k
              join changed c on c.id = k.id
              join person p on p.id = k.person_id and p.deactivated_at is null and p.id <> :by
             where c.visibility = 'PUBLIC' or p.staff
                or (c.visibility = 'MEMBERS'
                     and (p.test_staff or exists (select from members m where m.person_id = p.id)
                          or exists (select from invitation i where i.person_id = p.id)))
                or (c.visibility = 'GROUP' and exists (select from members m where m.person_id = p.id)
                     and exists (select from current_office o where o.person_id = p.id and o.group_id = any(c.groups)))
            """;

    private final TimetableDrafts drafts;
    private final TimetableVersions versions;
    private final Differences differences;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final ApplicationEventPublisher publisher;

    TimetablePublications(
            TimetableDrafts drafts,
            TimetableVersions versions,
            Differences differences,
            JdbcClient jdbc,
            JsonMapper json,
            Clock clock,
            ApplicationEventPublisher publisher) {
        this.drafts = drafts;
        this.versions = versions;
        this.differences = differences;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.publisher = publisher;
    }

    /** What publishing now would do. */
    @Transactional(readOnly = true)
    public TimetableReview review(EventId event, Viewer viewer) {
        TimetableDraft draft = drafts.of(event, viewer);
        int version = draft.version() + 1;
        List<Difference> changes = changes(draft);
        List<TimetableReview.Told> told = told(draft, changes, version, viewer.requirePerson()).entrySet().stream()
                .map(each -> new TimetableReview.Told(each.getValue().size(), each.getKey()))
                .sorted(Comparator.comparingInt((TimetableReview.Told each) ->
                                each.differences().size())
                        .thenComparingInt(TimetableReview.Told::people)
                        .reversed())
                .toList();
        return new TimetableReview(draft, version, changes, told);
    }

    /** What the draft says otherwise than what is published. */
    @Transactional(readOnly = true)
    public List<Difference> changes(TimetableDraft draft) {
        return differences.between(
                versions.published(draft.event().id()),
                draft.rows().stream().map(DraftRow::entry).toList(),
                draft.event().zoneOrUtc());
    }

    /**
     * Publishes the draft as the next version.
     *
     * @param revision of the draft that the editor was looking at
     * @param note for those who are told; may be empty
     * @param intent the client's key: sent again, it answers with the version it made the first time
     * @return the version
     */
    @Transactional
    public int publish(EventId id, int revision, @Nullable String note, @Nullable String intent, Viewer viewer) {
        PersonId by = viewer.requirePerson();
        String said = Typed.paragraphs("note", "note", note, 2_000);
        String key = intent == null || intent.isBlank() ? null : Typed.line("intent", "key", intent, 200);
        EventView event = drafts.of(id, viewer).event();
        UUID week = event.id().value();
        jdbc.sql("select 1 from timetable where event_id = :event for update")
                .param("event", week)
                .query(Integer.class)
                .optional();
        Optional<Integer> done = key == null ? Optional.empty() : done(week, by, key, said);
        if (done.isPresent()) {
            return done.get();
        }
        TimetableDraft draft = drafts.of(event.id(), viewer);
        if (draft.revision() != revision) {
            throw Refusal.conflict("Nothing was published: the draft was changed since you looked at it. "
                    + "Below is what it would change now.");
        }
        if (draft.rows().isEmpty()) {
            throw Refusal.invalid("note", "The draft is empty: there is nothing to publish yet.");
        }
        List<Difference> changes = changes(draft);
        int version = draft.version() + 1;
        if (changes.isEmpty() && draft.version() > 0) {
            throw Refusal.conflict(
                    "The draft says the same as version " + draft.version() + ", so there is nothing new to publish.");
        }
        // Before the sessions change: who is told depends on what they were as well.
        Map<List<Difference>, List<UUID>> told = told(draft, changes, version, by);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        write(week, changes, now);
        jdbc.sql("""
                        insert into timetable_publication (event_id, version, note, published_by, published_at, intent)
                        values (:event, :version, :note, :by, :at, :intent)""")
                .param("event", week)
                .param("version", version)
                .param("note", said)
                .param("by", by.value())
                .param("at", Timestamp.from(now))
                .param("intent", key)
                .update();
        keep(week, version);
        jdbc.sql("update timetable set version = :version where event_id = :event")
                .param("version", version)
                .param("event", week)
                .update();
        publisher.publishEvent(new TimetablePublished(
                event.id(), version, changes.stream().map(Difference::session).toList()));
        publisher.publishEvent(new PrivilegedAct(
                by.value(),
                "timetable.published",
                "event",
                event.id().toString(),
                version == 1 ? null : Map.of("version", version - 1),
                Map.of("version", version, "note", said, "changed", changes.size())));
        told.forEach((theirs, people) -> publisher.publishEvent(news(event, version, said, theirs, people, draft)));
        return version;
    }

    private Optional<Integer> done(UUID event, PersonId by, String intent, String note) {
        record Done(int version, String note) {}
        Optional<Done> done = jdbc.sql("""
                        select version, note from timetable_publication
                         where event_id = :event and published_by = :by and intent = :intent""")
                .param("event", event)
                .param("by", by.value())
                .param("intent", intent)
                .query(Done.class)
                .optional();
        if (done.isPresent() && !done.get().note().equals(note)) {
            throw Refusal.invalid("intent", "This key was used for another publication already.");
        }
        return done.map(Done::version);
    }

    // ---- what calendars follow ----------------------------------------------------------------------------------

    private void write(UUID event, List<Difference> changes, Instant now) {
        UUID[] fresh =
                ids(changes.stream().filter(change -> change.before() == null).toList());
        UUID[] changed =
                ids(changes.stream().filter(change -> change.before() != null).toList());
        UUID[] raised = ids(changes.stream()
                .filter(change -> change.before() != null && !onlySeenByOthers(change))
                .toList());
        jdbc.sql("""
                        insert into session (id, event_id, part_id, kind, title, note, venue_room_id, starts_at, ends_at,
                                             mode, members_only, visibility, cancelled, changed_at)
                        select id, event_id, part_id, kind, title, note, venue_room_id, starts_at, ends_at, mode,
                               members_only, visibility, cancelled, :now
                          from timetable_draft_session where event_id = :event and id = any(:fresh)""")
                .param("event", event)
                .param("fresh", fresh)
                .param("now", Timestamp.from(now))
                .update();
        jdbc.sql("""
                        update session s
                           set part_id = d.part_id, kind = d.kind, title = d.title, note = d.note,
                               venue_room_id = d.venue_room_id, starts_at = d.starts_at, ends_at = d.ends_at,
                               mode = d.mode, members_only = d.members_only, visibility = d.visibility,
                               cancelled = d.cancelled,
                               sequence = s.sequence + case when s.id = any(:raised) then 1 else 0 end,
                               changed_at = case when s.id = any(:raised) then :now else s.changed_at end
                          from timetable_draft_session d
                         where d.id = s.id and s.event_id = :event and s.id = any(:changed)""")
                .param("event", event)
                .param("changed", changed)
                .param("raised", raised)
                .param("now", Timestamp.from(now))
                .update();
        jdbc.sql("delete from session_group where session_id = any(:changed)")
                .param("changed", changed)
                .update();
        jdbc.sql("""
                        insert into session_group (session_id, group_id, position)
                        select d.id, u.id, u.position - 1
                          from timetable_draft_session d cross join unnest(d.group_ids) with ordinality u (id, position)
                         where d.event_id = :event and (d.id = any(:changed) or d.id = any(:fresh))""")
                .param("event", event)
                .param("changed", changed)
                .param("fresh", fresh)
                .update();
    }

    private static UUID[] ids(Collection<Difference> changes) {
        return changes.stream().map(change -> change.session().value()).toArray(UUID[]::new);
    }

    /** A calendar that still shows it has nothing to change. */
    private static boolean onlySeenByOthers(Difference change) {
        TimetableEntry was = Objects.requireNonNull(change.before());
        return change.kinds().equals(Set.of(Difference.Kind.OTHER))
                && change.said().size() == 1
                && was.visibility() != change.after().visibility();
    }

    private void keep(UUID event, int version) {
        jdbc.sql("""
                        insert into timetable_published_session (event_id, version, session_id, kind, title, note,
                                                                 part_name, venue_room, starts_at, ends_at, mode,
                                                                 members_only, visibility, cancelled, group_ids, groups)
                        select s.event_id, :version, s.id, s.kind, s.title, s.note, p.name, r.name, s.starts_at, s.ends_at,
                               s.mode, s.members_only, s.visibility, s.cancelled,
                               array(select sg.group_id from session_group sg
                                      where sg.session_id = s.id order by sg.position),
                               array(select g.code from session_group sg join working_group g on g.id = sg.group_id
                                      where sg.session_id = s.id order by sg.position)
                          from session s
                          left join event p on p.id = s.part_id
                          left join venue_room r on r.id = s.venue_room_id
                         where s.event_id = :event""").param("event", event).param("version", version).update();
    }

    // ---- whom it concerns ---------------------------------------------------------------------------------------

    /**
     * The people by what they are told. A first version is news to whom any of it concerns, in one line: every session
     * is new in it, and who waits for the timetable reads it whole. What is over already is news to nobody.
     */
    private Map<List<Difference>, List<UUID>> told(
            TimetableDraft draft, List<Difference> changes, int version, PersonId by) {
        Instant now = clock.instant();
        List<Difference> news = changes.stream()
                .filter(change -> !change.cancelledThroughout())
                .filter(change -> change.after().endsAt().isAfter(now)
                        || (change.before() != null && change.before().endsAt().isAfter(now)))
                .toList();
        if (news.isEmpty()) {
            return Map.of();
        }
        Map<SessionId, Difference> bySession = new HashMap<>();
        news.forEach(change -> bySession.put(change.session(), change));
        Map<UUID, Set<SessionId>> theirs = new LinkedHashMap<>();
        jdbc.sql(CONCERNED)
                .param("event", draft.event().id().value())
                .param("by", by.value())
                .param(
                        "changed",
                        json.writeValueAsString(
                                news.stream().map(TimetablePublications::asked).toList()))
                .query(row -> {
                    theirs.computeIfAbsent(row.getObject("person_id", UUID.class), person -> new LinkedHashSet<>())
                            .add(new SessionId(row.getObject("id", UUID.class)));
                });
        if (version == 1) {
            return theirs.isEmpty() ? Map.of() : Map.of(List.of(), List.copyOf(theirs.keySet()));
        }
        Map<List<Difference>, List<UUID>> told = new LinkedHashMap<>();
        theirs.forEach((person, sessions) -> {
            List<Difference> list = news.stream()
                    .filter(change -> sessions.contains(change.session()))
                    .toList();
            told.computeIfAbsent(list, same -> new ArrayList<>()).add(person);
        });
        return told;
    }

    /** With the groups it was of and those it is of: both have something to hear. */
    private static Map<String, @Nullable Object> asked(Difference change) {
        TimetableEntry was = change.before();
        Set<GroupId> groups = new LinkedHashSet<>(change.after().groupIds());
        if (was != null) {
            groups.addAll(was.groupIds());
        }
        Map<String, @Nullable Object> asked = new HashMap<>();
        asked.put("id", change.session().toString());
        asked.put("groups", groups.stream().map(GroupId::toString).toList());
        asked.put(
                "part",
                change.after().part() == null ? null : change.after().part().toString());
        asked.put("visibility", change.after().visibility().name());
        asked.put("pause", change.after().kind() == SessionKind.BREAK);
        return asked;
    }

    private static News news(
            EventView event,
            int version,
            String note,
            List<Difference> theirs,
            List<UUID> people,
            TimetableDraft draft) {
        String path = "/events/" + event.id() + "/timetable";
        String closing = note.isEmpty() ? "" : "\n\n" + note;
        if (version == 1) {
            ZoneId zone = event.zoneOrUtc();
            long held = draft.rows().stream()
                    .filter(row -> !row.session().cancelled() && row.session().kind() != SessionKind.BREAK)
                    .count();
            long days =
                    draft.rows().stream().map(row -> row.day(zone)).distinct().count();
            return new News(
                    people,
                    "timetable.published",
                    cut("The timetable is published: " + event.name()),
                    "There are %d sessions on %d %s.".formatted(held, days, days == 1 ? "day" : "days") + closing,
                    path);
        }
        String title = theirs.size() == 1
                ? theirs.getFirst().kind().label() + ": "
                        + theirs.getFirst().after().title() + " (" + event.name() + ")"
                : theirs.size() + " sessions of yours have changed: " + event.name();
        StringBuilder text = new StringBuilder();
        theirs.stream()
                .limit(MOST_LINES)
                .forEach(change -> text.append(change.after().title())
                        .append(": ")
                        .append(change.words())
                        .append(".\n"));
        if (theirs.size() > MOST_LINES) {
            text.append("And ").append(theirs.size() - MOST_LINES).append(" more.\n");
        }
        return new News(
                people,
                "timetable.changed",
                cut(title),
                text.toString().strip() + closing,
                path + "/versions/" + version);
    }

    private static String cut(String title) {
        return title.length() > 300 ? title.substring(0, 299) + "…" : title;
    }
}
