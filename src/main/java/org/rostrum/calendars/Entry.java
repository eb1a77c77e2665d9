package org.rostrum.calendars;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.Visibility;

/**
 * One entry of a calendar.
 *
 * @param uid the same for as long as the thing is on record: by it a calendar moves an entry instead of doubling it
 * @param sequence rises with each change (RFC 5545, 3.8.7.4)
 * @param changedAt also says when the entry was written, so that the same data is the same bytes
 * @param location empty where nobody has said
 * @param busy whether it takes the time of whoever has it in their calendar
 */
record Entry(
        String uid,
        Span span,
        int sequence,
        Instant changedAt,
        Status status,
        String summary,
        String location,
        String description,
        String url,
        List<String> categories,
        Visibility visibility,
        boolean busy) {

    enum Status {
        CONFIRMED,
        /** Its days are not set yet. */
        TENTATIVE,
        CANCELLED;

        static Status of(boolean cancelled) {
            return cancelled ? CANCELLED : CONFIRMED;
        }
    }

    sealed interface Span {}

    /** Whole days, the last included. */
    record Days(LocalDate first, LocalDate last) implements Span {}

    /** @param endsAt null for what has no length, or none that is on record */
    record Hours(Instant startsAt, @Nullable Instant endsAt, ZoneId zone) implements Span {

        Instant until() {
            return endsAt == null ? startsAt : endsAt;
        }
    }
}
