package org.rostrum.timetables;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventView;

/**
 * What staff are working on.
 *
 * @param revision raised with each change of any row
 * @param version the latest published; 0 before the first
 * @param undo the change that would be undone next, whoever made it; null where there is none
 * @param redo the change that would be done again
 * @param rows cancelled ones too, by when they begin and then by room
 */
public record TimetableDraft(
        EventView event,
        int revision,
        @Nullable String changedBy,
        @Nullable Instant changedAt,
        int version,
        @Nullable LocalDate expectedOn,
        @Nullable Step undo,
        @Nullable Step redo,
        List<DraftRow> rows) {

    public record Step(long id, String said, String by) {}
}
