package org.rostrum.agendas;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.rostrum.meetings.MeetingId;

/**
 * One version of a meeting's agenda.
 *
 * @param latest the version that is in force, which may be a later one
 * @param note what the chair said about this version; empty where nothing
 * @param draftRevision the revision of the draft that was published
 */
public record PublishedAgenda(
        MeetingId meeting,
        int version,
        int latest,
        String note,
        String publishedBy,
        Instant publishedAt,
        int draftRevision,
        List<AgendaEntry> items) {

    PublishedAgenda with(List<AgendaEntry> its) {
        return new PublishedAgenda(meeting, version, latest, note, publishedBy, publishedAt, draftRevision, its);
    }

    public boolean inForce() {
        return version == latest;
    }

    /** What is planned in all, of the items that say how long they take; 0 where none does. */
    public int plannedMinutes() {
        return items.stream()
                .map(AgendaEntry::minutes)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .sum();
    }
}
