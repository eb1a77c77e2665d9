package org.rostrum.agendas;

import java.util.List;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes an earlier text of an agenda back into its draft. What was published stays published; whoever regrets it publishes
 * the earlier text again, as a new version.
 */
@Service
public class AgendaRestorations {

    private final Meetings meetings;
    private final Agendas published;
    private final AgendaRepository agendas;
    private final AgendaDrafts drafts;
    private final DraftRevisions revisions;

    AgendaRestorations(
            Meetings meetings,
            Agendas published,
            AgendaRepository agendas,
            AgendaDrafts drafts,
            DraftRevisions revisions) {
        this.meetings = meetings;
        this.published = published;
        this.agendas = agendas;
        this.drafts = drafts;
        this.revisions = revisions;
    }

    /**
     * What it takes to undo it.
     *
     * @param before the draft's revision before
     * @param after the revision that says the earlier text; the same where the draft said it already
     */
    public record Restored(int before, int after) {}

    /** The draft says what a version said, whatever it said until now; one save, which can be undone. */
    @Transactional
    public Restored restore(MeetingId id, int version, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.EDIT_AGENDA, meeting.permissions());
        List<OutlineRow> rows = published.version(meeting, version, viewer).items().stream()
                .map(AgendaEntry::row)
                .toList();
        int before = agendas.getByMeetingId(id.value()).draftRevision();
        return new Restored(
                before,
                drafts.save(id, viewer, before, Outline.of(rows)).draft().revision());
    }

    /** @throws Refusal where the draft was changed since, or what it said before is not known any more */
    @Transactional
    public void undo(MeetingId id, Restored restored, Viewer viewer) {
        viewer.require(Act.EDIT_AGENDA, meetings.require(id, viewer).permissions());
        agendas.ensure(id.value());
        if (agendas.getByMeetingId(id.value()).draftRevision() != restored.after()) {
            throw Refusal.conflict("The draft was changed since, so this cannot be undone here any more.");
        }
        List<OutlineRow> rows = restored.before() < 0 || restored.before() >= restored.after()
                ? null
                : revisions.at(id, restored.before());
        if (rows == null) {
            throw Refusal.conflict("What the draft said before is not kept any more.");
        }
        drafts.save(id, viewer, restored.after(), Outline.of(rows));
    }
}
