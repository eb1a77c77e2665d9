package org.rostrum.agendas;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingId;

/**
 * The officers' working text of an agenda, for nobody else's eyes.
 *
 * @param revision 0 before it was first saved
 * @param published the latest published version; 0 before the first
 * @param unpublishedChanges whether it says something else than that version
 */
public record Draft(
        MeetingId meeting,
        int revision,
        @Nullable String changedBy,
        @Nullable Instant changedAt,
        int published,
        boolean unpublishedChanges,
        List<AgendaEntry> items) {

    public List<OutlineRow> rows() {
        return items.stream().map(AgendaEntry::row).toList();
    }
}
