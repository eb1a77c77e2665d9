package org.rostrum.agendas.outputs;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaDrafts;
import org.rostrum.agendas.Agendas;
import org.rostrum.agendas.PublishedAgenda;
import org.rostrum.meetings.MeetingView;
import org.rostrum.shared.NotFound;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Agendas as files. They say what members read, whoever asks, because files are passed on; officers who want the internal
 * items in them have to say so.
 */
@Service
public class AgendaFiles {

    private final Agendas agendas;
    private final AgendaDrafts drafts;
    private final AgendaSheets sheets;
    private final AgendaDocuments documents;
    private final Map<AgendaFormat, AgendaWriter> writers = new EnumMap<>(AgendaFormat.class);

    AgendaFiles(
            Agendas agendas,
            AgendaDrafts drafts,
            AgendaSheets sheets,
            AgendaDocuments documents,
            List<AgendaWriter> writers) {
        this.agendas = agendas;
        this.drafts = drafts;
        this.sheets = sheets;
        this.documents = documents;
        writers.forEach(writer -> this.writers.put(writer.format(), writer));
    }

    /** @throws NotFound where none is published */
    @Transactional(readOnly = true)
    public AgendaFile latest(MeetingView meeting, Viewer viewer, boolean internal) {
        return file(
                meeting,
                agendas.latest(meeting, viewer).orElseThrow(() -> new NotFound("published agenda")),
                viewer,
                internal);
    }

    /** @throws NotFound where this version was never published */
    @Transactional(readOnly = true)
    public AgendaFile version(MeetingView meeting, int version, Viewer viewer, boolean internal) {
        return file(meeting, agendas.version(meeting, version, viewer), viewer, internal);
    }

    private AgendaFile file(MeetingView meeting, PublishedAgenda agenda, Viewer viewer, boolean internal) {
        if (internal) {
            viewer.require(Act.EDIT_AGENDA, meeting.permissions());
        }
        return new AgendaFile(
                sheets.of(
                        meeting,
                        agenda,
                        documents
                                .of(meeting.id(), agenda.version())
                                .map(AgendaDocuments.Document::number)
                                .orElse(null),
                        internal),
                writers);
    }

    /** Internal items included: a draft is for the officers in any case. */
    @Transactional(readOnly = true)
    public AgendaFile draft(MeetingView meeting, Viewer viewer) {
        return new AgendaFile(sheets.of(meeting, drafts.of(meeting, viewer)), writers);
    }
}
