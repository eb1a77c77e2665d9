package org.rostrum.timetables;

import java.time.Instant;
import java.util.List;
import org.rostrum.events.EventId;

/** What was published, as it was read then. */
public record TimetableVersion(
        EventId event, int version, String note, Instant publishedAt, List<TimetableEntry> entries) {

    /** For a list of them. */
    public record Line(int version, String note, Instant publishedAt) {}
}
