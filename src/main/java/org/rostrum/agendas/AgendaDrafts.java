package org.rostrum.agendas;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomLog;
import org.rostrum.rooms.RoomPeople;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The drafts of agendas, for a meeting's officers and staff. */
@Service
public class AgendaDrafts {

    /** The draft says something else than the latest version, or there is none yet; an empty draft says nothing. */
    private static final String CHANGED = """
            exists (select 1 from agenda_draft_item d where d.meeting_id = a.meeting_id)
            and (exists (select position, item_id, depth, kind, title, presenter, minutes, notes
                           from agenda_draft_item d where d.meeting_id = a.meeting_id
                         except
                         select position, item_id, depth, kind, title, presenter, minutes, notes
                           from agenda_published_item p where p.meeting_id = a.meeting_id and p.version = a.version)
              or (select count(*) from agenda_draft_item d where d.meeting_id = a.meeting_id)
                 <> (select count(*) from agenda_published_item p
                      where p.meeting_id = a.meeting_id and p.version = a.version))""";

    private final AgendaRepository agendas;
    private final Meetings meetings;
    private final DraftRooms rooms;
    private final DraftRevisions revisions;
    private final RoomPeople people;
    private final RoomLog log;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    AgendaDrafts(
            AgendaRepository agendas,
            Meetings meetings,
            DraftRooms rooms,
            DraftRevisions revisions,
            RoomPeople people,
            RoomLog log,
            JdbcClient jdbc,
            ApplicationEventPublisher events) {
        this.agendas = agendas;
        this.meetings = meetings;
        this.rooms = rooms;
        this.revisions = revisions;
        this.people = people;
        this.log = log;
        this.jdbc = jdbc;
        this.events = events;
    }

    /** @throws Refusal for whoever may read the meeting but not write its agenda */
    public Draft of(MeetingView meeting, Viewer viewer) {
        requireEditor(meeting, viewer);
        return read(meeting.id());
    }

    /** Whether there is something in the draft that members do not see yet; one statement, without the items. */
    public boolean hasUnpublishedChanges(MeetingView meeting, Viewer viewer) {
        requireEditor(meeting, viewer);
        return jdbc.sql("select " + CHANGED + " from agenda a where a.meeting_id = :meeting")
                .param("meeting", meeting.id().value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /**
     * Of these meetings those whose draft says something that members do not see, with when it was changed last. One
     * statement, which compares items only where the draft was saved since it was published.
     */
    public Map<MeetingId, Instant> unpublished(Collection<MeetingView> meetings, Viewer viewer) {
        Map<MeetingId, Instant> changed = new HashMap<>();
        jdbc.sql("select a.meeting_id, a.draft_changed_at from agenda a"
                        + " left join agenda_publication l on l.meeting_id = a.meeting_id and l.version = a.version"
                        + " where a.meeting_id = any(:meetings) and a.draft_changed_at is not null"
                        + " and a.draft_revision > coalesce(l.draft_revision, 0) and " + CHANGED)
                .param(
                        "meetings",
                        meetings.stream()
                                .filter(meeting -> viewer.may(Act.EDIT_AGENDA, meeting.permissions()))
                                .map(meeting -> meeting.id().value())
                                .toArray(UUID[]::new))
                .query(row -> {
                    changed.put(
                            new MeetingId(row.getObject("meeting_id", UUID.class)),
                            row.getTimestamp("draft_changed_at").toInstant());
                });
        return changed;
    }

    /** Somebody who has the draft open. */
    public record Editor(PersonId id, String name, @Nullable String organization) {}

    /** Who else has the draft open, by name. */
    public List<Editor> others(MeetingView meeting, Viewer viewer) {
        requireEditor(meeting, viewer);
        PersonId self = viewer.requirePerson();
        return jdbc.sql("""
                        select p.id, p.name, o.name as organization from person p
                          left join current_delegation d on d.person_id = p.id
                          left join organization o on o.id = d.organization_id
                         where p.id = any(:people) and p.id <> :self order by p.name, p.id""")
                .param(
                        "people",
                        people.in(read(meeting.id()).room()).stream()
                                .map(PersonId::value)
                                .toArray(UUID[]::new))
                .param("self", self.value())
                .query((row, n) -> new Editor(
                        new PersonId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        row.getString("organization")))
                .list();
    }

    /**
     * Saves the whole draft, together with what others saved since. A row whose identity this meeting does not know
     * becomes a new item.
     *
     * @param revision which the editor had before them
     * @throws StaleDraft where others changed the same since
     */
    @Transactional
    public SavedDraft save(MeetingId id, Viewer viewer, int revision, Outline outline) {
        MeetingView meeting = meetings.require(id, viewer);
        requireEditor(meeting, viewer);
        PersonId editor = viewer.requirePerson();
        agendas.ensure(id.value());
        Agenda agenda = agendas.getByMeetingId(id.value());
        int before = agenda.draftRevision();
        List<OutlineRow> was = agenda.draft();
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Outline text = recognized(id, outline);
        Agenda.Saved saved = agenda.saveDraft(
                text,
                revision,
                then -> revisions.at(id, then),
                made -> agendas.identify(
                        id.value(), made.stream().map(AgendaItemId::value).toArray(UUID[]::new)),
                editor,
                at);
        if (saved.changed()) {
            RoomId room = rooms.of(agenda);
            agendas.flush();
            agendas.place(id.value(), agenda.order());
            Set<AgendaItemId> changed = ItemTree.of(agenda.draft()).changedSince(ItemTree.of(was));
            revisions.keep(id, agenda.draftRevision(), changed, editor, at);
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("revision", agenda.draftRevision());
            data.put("items", changed);
            log.append(room, "draft.saved", Author.of(viewer), data, null);
            events.publishEvent(new PrivilegedAct(
                    editor.value(),
                    "agenda.draft-saved",
                    "meeting",
                    id.toString(),
                    DraftRecord.of(before, was, agenda.draft()),
                    DraftRecord.of(agenda.draftRevision(), agenda.draft(), was)));
        }
        // Sent again because the answer got lost, it says the same by now: there is nothing of others to tell.
        boolean merged = !text.saysTheSameAs(agenda.draft());
        return new SavedDraft(
                read(id), merged, merged ? revisions.between(id, revision, before) : List.of(), saved.rows());
    }

    /** Identities come from forms and scripts: those of another meeting, unknown or said twice count for nothing. */
    private Outline recognized(MeetingId meeting, Outline outline) {
        List<UUID> said = outline.rows().stream()
                .map(OutlineRow::id)
                .filter(Objects::nonNull)
                .map(AgendaItemId::value)
                .toList();
        Set<UUID> ours = said.isEmpty() ? new HashSet<>() : new HashSet<>(agendas.itemsOf(meeting.value(), said));
        return outline.identified(
                row -> row.id() != null && ours.remove(row.id().value()) ? row.id() : null);
    }

    private static void requireEditor(MeetingView meeting, Viewer viewer) {
        viewer.require(Act.EDIT_AGENDA, meeting.permissions());
    }

    Draft read(MeetingId meeting) {
        Draft known = find(meeting);
        if (known != null) {
            return known;
        }
        rooms.of(meeting);
        return Objects.requireNonNull(find(meeting));
    }

    /**
     * The room's number and the revision before the items: who watches from there on, or saves on that revision, is told of
     * what came in between.
     */
    private @Nullable Draft find(MeetingId meeting) {
        return jdbc.sql(
                        "select a.draft_room_id, r.last_seq, a.draft_revision, w.name as changed_by, a.draft_changed_at,"
                                + " a.version, " + CHANGED + " as changed"
                                + " from agenda a join room r on r.id = a.draft_room_id"
                                + " left join person w on w.id = a.draft_changed_by where a.meeting_id = :meeting")
                .param("meeting", meeting.value())
                .query((row, n) -> new Draft(
                        meeting,
                        new RoomId(row.getObject("draft_room_id", UUID.class)),
                        row.getLong("last_seq"),
                        row.getInt("draft_revision"),
                        row.getString("changed_by"),
                        row.getTimestamp("draft_changed_at") == null
                                ? null
                                : row.getTimestamp("draft_changed_at").toInstant(),
                        row.getInt("version"),
                        row.getBoolean("changed"),
                        List.of()))
                .optional()
                .map(header -> header.with(items(meeting)))
                .orElse(null);
    }

    private List<AgendaEntry> items(MeetingId meeting) {
        return AgendaEntry.numbered(jdbc.sql("""
                        select item_id, depth, kind, title, presenter, minutes, notes from agenda_draft_item
                         where meeting_id = :meeting order by position""")
                .param("meeting", meeting.value())
                .query(DraftRevisions.ROWS)
                .list());
    }
}
