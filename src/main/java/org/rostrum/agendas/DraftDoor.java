package org.rostrum.agendas;

import java.util.UUID;
import java.util.function.Predicate;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.RoomDoor;
import org.rostrum.rooms.RoomId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A draft's room is for those who may edit that draft. */
@Component
class DraftDoor implements RoomDoor {

    private final JdbcClient jdbc;
    private final Meetings meetings;

    DraftDoor(JdbcClient jdbc, Meetings meetings) {
        this.jdbc = jdbc;
        this.meetings = meetings;
    }

    @Override
    public Predicate<Viewer> watchers(RoomId room) {
        return jdbc.sql("select meeting_id from agenda where draft_room_id = :room")
                .param("room", room.value())
                .query(UUID.class)
                .optional()
                .map(meeting -> meetings.forThePortal(new MeetingId(meeting)).permissions())
                .<Predicate<Viewer>>map(
                        place -> viewer -> viewer.may(Act.READ, place) && viewer.may(Act.EDIT_AGENDA, place))
                .orElse(nobody -> false);
    }
}
