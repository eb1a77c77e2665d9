package org.rostrum.agendas;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
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
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    AgendaDrafts(AgendaRepository agendas, Meetings meetings, JdbcClient jdbc, ApplicationEventPublisher events) {
        this.agendas = agendas;
        this.meetings = meetings;
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
     * Saves the whole draft. A row whose identity this meeting does not know becomes a new item.
     *
     * @param revision which the editor had before them
     * @throws StaleDraft where somebody saved another text since
     */
    @Transactional
    public Draft save(MeetingId id, Viewer viewer, int revision, Outline outline) {
        MeetingView meeting = meetings.require(id, viewer);
        requireEditor(meeting, viewer);
        PersonId editor = viewer.requirePerson();
        agendas.ensure(id.value());
        Agenda agenda = agendas.getByMeetingId(id.value());
        int before = agenda.draftRevision();
        List<OutlineRow> was = agenda.draft();
        boolean changed = agenda.saveDraft(
                recognized(id, outline),
                revision,
                written -> identified(id, written),
                editor,
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
        if (changed) {
            agendas.flush();
            events.publishEvent(new PrivilegedAct(
                    editor.value(),
                    "agenda.draft-saved",
                    "meeting",
                    id.toString(),
                    DraftRecord.of(before, was, agenda.draft()),
                    DraftRecord.of(agenda.draftRevision(), agenda.draft(), was)));
        }
        return read(id);
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

    private Outline identified(MeetingId meeting, Outline outline) {
        List<UUID> created = new ArrayList<>();
        Outline complete = outline.identified(row -> {
            if (row.id() != null) {
                return row.id();
            }
            UUID id = NewId.next();
            created.add(id);
            return new AgendaItemId(id);
        });
        if (!created.isEmpty()) {
            agendas.identify(meeting.value(), created.toArray(UUID[]::new));
        }
        return complete;
    }

    private static void requireEditor(MeetingView meeting, Viewer viewer) {
        viewer.require(Act.EDIT_AGENDA, meeting.permissions());
    }

    Draft read(MeetingId meeting) {
        List<AgendaEntry> items = items(meeting);
        return jdbc.sql("select a.draft_revision, w.name as changed_by, a.draft_changed_at, a.version, " + CHANGED
                        + " as changed from agenda a left join person w on w.id = a.draft_changed_by"
                        + " where a.meeting_id = :meeting")
                .param("meeting", meeting.value())
                .query((row, n) -> new Draft(
                        meeting,
                        row.getInt("draft_revision"),
                        row.getString("changed_by"),
                        row.getTimestamp("draft_changed_at") == null
                                ? null
                                : row.getTimestamp("draft_changed_at").toInstant(),
                        row.getInt("version"),
                        row.getBoolean("changed"),
                        items))
                .optional()
                .orElseGet(() -> new Draft(meeting, 0, null, null, 0, false, List.of()));
    }

    private List<AgendaEntry> items(MeetingId meeting) {
        List<OutlineRow> rows = jdbc.sql("""
                        select item_id, depth, kind, title, presenter, minutes, notes from agenda_draft_item
                         where meeting_id = :meeting order by position""")
                .param("meeting", meeting.value())
                .query((row, n) -> new OutlineRow(
                        new AgendaItemId(row.getObject("item_id", UUID.class)),
                        row.getInt("depth"),
                        ItemKind.valueOf(row.getString("kind")),
                        row.getString("title"),
                        row.getString("presenter"),
                        row.getObject("minutes", Integer.class),
                        row.getString("notes")))
                .list();
        return AgendaEntry.numbered(rows);
    }
}
