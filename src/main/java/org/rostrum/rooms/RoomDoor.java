package org.rostrum.rooms;

import org.rostrum.access.Viewer;

/** Who may look into a room. Rooms do not know what is held in them, so whoever does answers. */
public interface RoomDoor {

    boolean mayWatch(RoomId room, Viewer viewer);
}
