package org.rostrum.timetables;

import org.rostrum.events.VenueRoomRenamed;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A session in a room that is called otherwise is, for every calendar, elsewhere. */
@Component
class RenamedRooms {

    private final JdbcClient jdbc;

    RenamedRooms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener
    void on(VenueRoomRenamed renamed) {
        jdbc.sql(
                        "update session set sequence = sequence + 1, changed_at = now() where venue_room_id = ? and not cancelled")
                .param(renamed.room().value())
                .update();
    }
}
