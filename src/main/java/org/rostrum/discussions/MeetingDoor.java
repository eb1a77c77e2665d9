package org.rostrum.discussions;

import java.util.UUID;
import java.util.function.Predicate;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.RoomDoor;
import org.rostrum.rooms.RoomId;
import org.springframework.stereotype.Component;

/** A room is as open as the meeting that is held in it. */
@Component
class MeetingDoor implements RoomDoor {

    private final Meetings meetings;
    private final Threads threads;
    private final Moderation moderation;

    MeetingDoor(Meetings meetings, Threads threads, Moderation moderation) {
        this.meetings = meetings;
        this.threads = threads;
        this.moderation = moderation;
    }

    @Override
    public Predicate<Viewer> watchers(RoomId room) {
        return meetings.forThePortalIn(room)
                .map(MeetingView::permissions)
                .<Predicate<Viewer>>map(place -> viewer -> viewer.may(Act.READ, place) && viewer.may(Act.FOLLOW, place))
                .orElse(nobody -> false);
    }

    @Override
    public boolean mayWrite(RoomId room, UUID thread, Viewer viewer) {
        return meetings.in(room, viewer)
                .filter(meeting -> viewer.may(Act.DISCUSS, meeting.permissions()))
                .filter(meeting -> moderation.terms(meeting, viewer).refusal() == null)
                .filter(meeting -> threads.isOpen(room, new ThreadId(thread)))
                .isPresent();
    }
}
