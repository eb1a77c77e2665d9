package org.rostrum.rooms;

import java.util.UUID;
import java.util.function.Predicate;
import org.rostrum.access.Viewer;

/**
 * Who may look into a room. Rooms do not know what is held in them, so whoever does answers: each capability that holds
 * something in rooms has a door to its own, and says no to all others.
 */
public interface RoomDoor {

    /** Whom this door lets in, as it is now: asked once for any number of people. */
    Predicate<Viewer> watchers(RoomId room);

    /** Whether somebody who watches may write in a thread of the room just now. */
    default boolean mayWrite(RoomId room, UUID thread, Viewer viewer) {
        return false;
    }
}
