package org.rostrum.discussions;

import java.util.UUID;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Messages for those who change them. The room's lock comes first, always: so what happens to a message happens in the
 * log's order, and whoever changes two things never waits for somebody who waits for them.
 */
@Component
class HeldMessages {

    private final RoomLog log;
    private final JdbcClient jdbc;

    HeldMessages(RoomLog log, JdbcClient jdbc) {
        this.log = log;
        this.jdbc = jdbc;
    }

    /** @throws NotFound where the room has no message of this number */
    @Transactional(propagation = Propagation.MANDATORY)
    public HeldMessage hold(RoomId room, long seq) {
        if (!log.lock(room)) {
            throw new NotFound("room");
        }
        return jdbc.sql("""
                        select m.id, m.thread_id, t.closed_at is not null as closed, m.seq, m.author_id, m.author_name, m.text,
                               m.html, m.version, m.deleted_at is not null as deleted, m.hidden_at is not null as hidden,
                               m.pinned_at is not null as pinned, m.recorded_at is not null as recorded
                          from message m join thread t on t.id = m.thread_id
                         where m.room_id = :room and m.seq = :seq""")
                .param("room", room.value())
                .param("seq", seq)
                .query((row, n) -> new HeldMessage(
                        row.getObject("id", UUID.class),
                        room,
                        row.getObject("thread_id", UUID.class),
                        row.getBoolean("closed"),
                        row.getLong("seq"),
                        new PersonId(row.getObject("author_id", UUID.class)),
                        row.getString("author_name"),
                        row.getString("text"),
                        row.getString("html"),
                        row.getInt("version"),
                        row.getBoolean("deleted"),
                        row.getBoolean("hidden"),
                        row.getBoolean("pinned"),
                        row.getBoolean("recorded")))
                .optional()
                .orElseThrow(() -> new NotFound("message"));
    }
}
