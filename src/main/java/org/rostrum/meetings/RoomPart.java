package org.rostrum.meetings;

import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.web.Markup;

/** A part of a meeting's room that another module shows on the room's page. */
public interface RoomPart {

    /** Of the place where it stands there. */
    String name();

    Markup of(Room room, Viewer viewer);

    /**
     * @param seq how far the page shows the room's log
     * @param readerZone null where the reader chose none
     * @param told what was answered to what the reader did last, by the names that who answered gave it
     */
    record Room(MeetingView meeting, long seq, @Nullable ZoneId readerZone, String csrf, Map<String, ?> told) {}
}
