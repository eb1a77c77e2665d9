package org.rostrum.discussions;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.Refusal;

/** A message under its room's lock: what it says here stays so until the transaction ends. */
record HeldMessage(
        UUID id,
        RoomId room,
        UUID thread,
        boolean threadClosed,
        long seq,
        PersonId author,
        String authorName,
        String text,
        @Nullable String html,
        int version,
        boolean deleted,
        boolean hidden,
        boolean pinned,
        boolean recorded) {

    boolean isBy(Viewer viewer) {
        return author.equals(viewer.requirePerson());
    }

    void requireBy(Viewer viewer, String what) {
        if (!isBy(viewer)) {
            throw Refusal.forbidden("Only " + authorName + " may " + what + ".");
        }
    }

    /** What is not shown is not worked on either. */
    void requireShown() {
        if (deleted) {
            throw Refusal.conflict("This message was deleted by its author.");
        }
        if (hidden) {
            throw Refusal.conflict("The chair has hidden this message.");
        }
    }

    void requireOpenThread() {
        if (threadClosed) {
            throw Refusal.conflict("This discussion is closed; what was said in it stays as it is.");
        }
    }
}
