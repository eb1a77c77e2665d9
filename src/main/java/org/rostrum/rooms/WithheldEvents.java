package org.rostrum.rooms;

import java.util.Collection;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events that are read in other words than they were written in. The log itself is never changed: what was withheld can
 * be shown again, and what happened stays provable.
 */
@Service
public class WithheldEvents {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    WithheldEvents(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Written(long seq, String event) {}

    /**
     * Settles anew how events are read, from how they were written. The caller holds the room's lock.
     *
     * @param blank takes out of an event what must not be read, and says whether there was anything; an event it leaves
     *     alone is read as it was written
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settle(RoomId room, Collection<Long> seqs, Predicate<ObjectNode> blank) {
        Long[] numbers = seqs.toArray(Long[]::new);
        jdbc.sql("delete from room_event_withheld where room_id = :room and seq = any(:seqs)")
                .param("room", room.value())
                .param("seqs", numbers)
                .update();
        jdbc.sql("select seq, event from room_event where room_id = :room and seq = any(:seqs)")
                .param("room", room.value())
                .param("seqs", numbers)
                .query(Written.class)
                .list()
                .forEach(written -> {
                    ObjectNode event = (ObjectNode) json.readTree(written.event());
                    if (blank.test(event)) {
                        jdbc.sql("insert into room_event_withheld (room_id, seq, event) values (:room, :seq, :event)")
                                .param("room", room.value())
                                .param("seq", written.seq())
                                .param("event", json.writeValueAsString(event))
                                .update();
                    }
                });
    }
}
