package org.rostrum.discussions;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A thread as a room lists it.
 *
 * @param subject the agenda item or the contribution; null for the meeting's own thread and for an offline discussion
 *     that is about no contribution
 * @param number of the agenda item as last published, or of the contribution
 * @param gone of an agenda item that the agenda has no longer, as it is published now
 * @param closed of an offline discussion that has returned to the meeting
 * @param lastSeq the room's number of the last message; 0 before the first
 * @param now whether it is of the agenda item that the room is on
 */
public record ThreadView(
        ThreadId id,
        Kind kind,
        @Nullable UUID subject,
        @Nullable String number,
        String title,
        boolean gone,
        boolean closed,
        long messages,
        long lastSeq,
        boolean now) {

    /** The same but for what each message in it changes. */
    public ThreadView still() {
        return new ThreadView(id, kind, subject, number, title, gone, closed, 0, 0, now);
    }

    /** What a thread is about. */
    public enum Kind {
        MEETING,
        AGENDA_ITEM,
        /** A side discussion that a member opened. */
        OFFLINE,
        CONTRIBUTION
    }
}
