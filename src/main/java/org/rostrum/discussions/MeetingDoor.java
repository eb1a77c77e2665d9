package org.rostrum.discussions;

import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.RoomDoor;
import org.rostrum.rooms.RoomId;
import org.springframework.stereotype.Component;

/** A room is as open as the meeting that is held in it. */
@Component
class MeetingDoor implements RoomDoor {

    private final Meetings meetings;

    MeetingDoor(Meetings meetings) {
        this.meetings = meetings;
    }

    @Override
    public boolean mayWatch(RoomId room, Viewer viewer) {
        return meetings.in(room, viewer)
                .filter(meeting -> viewer.may(Act.FOLLOW, meeting.permissions()))
                .isPresent();
    }
}
