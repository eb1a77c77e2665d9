package org.rostrum.agendas;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingId;
import org.rostrum.rooms.RoomId;

/**
 * The officers' working text of an agenda, for nobody else's eyes.
 *
 * @param room where its editors hear of each other
 * @param seq how far the log of that room had come before the draft was read
 * @param revision 0 before it was first saved
 * @param published the latest published version; 0 before the first
 * @param unpublishedChanges whether it says something else than that version
 */
public record Draft(
        MeetingId meeting,
        RoomId room,
        long seq,
        int revision,
        @Nullable String changedBy,
        @Nullable Instant changedAt,
        int published,
        boolean unpublishedChanges,
        List<AgendaEntry> items) {

    Draft with(List<AgendaEntry> its) {
        return new Draft(
                meeting, room, seq, revision, changedBy, changedAt, published, unpublishedChanges, List.copyOf(its));
    }

    public List<OutlineRow> rows() {
        return items.stream().map(AgendaEntry::row).toList();
    }
}
