package org.rostrum.rooms;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.NewId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ordered log of each room. The number is taken under the room row's lock within the transaction that makes the
 * change, so that the order of the log is the order of the commits, and there is no gap; the notice goes out at commit.
 */
@Service
public class RoomLog {

    /** The channel of PostgreSQL's NOTIFY. */
    static final String CHANNEL = "rostrum_room";

    /** PostgreSQL refuses notices of 8,000 bytes and more; larger events are read from the log by who hears of them. */
    private static final int NOTICE_LIMIT = 7_900;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RoomLog(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Opens a room with an empty log. */
    @Transactional(propagation = Propagation.MANDATORY)
    public RoomId open() {
        RoomId room = new RoomId(NewId.next());
        jdbc.sql("insert into room (id) values (:id)").param("id", room.value()).update();
        return room;
    }

    /** What was appended. */
    public record Appended(long seq, Instant at) {}

    /**
     * Appends an event in the caller's transaction.
     *
     * @param type thing and past tense verb, for example "message.posted"
     * @param data what Jackson writes as the event's "data"
     * @param intent the client's key for this intent, unique for person and room; null where a retry cannot happen
     * @throws org.springframework.dao.DuplicateKeyException when the intent was carried out before
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Appended append(RoomId room, String type, Author by, Object data, @Nullable String intent) {
        long seq = jdbc.sql("update room set last_seq = last_seq + 1 where id = :id returning last_seq")
                .param("id", room.value())
                .query(Long.class)
                .single();
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String event = encode(seq, type, at, by, data);
        jdbc.sql("""
                        insert into room_event (room_id, seq, type, at, person_id, intent, event)
                        values (:room, :seq, :type, :at, :person, :intent, :event)""")
                .param("room", room.value())
                .param("seq", seq)
                .param("type", type)
                .param("at", Timestamp.from(at))
                .param("person", by.person().value())
                .param("intent", intent)
                .param("event", event)
                .update();
        String notice = room + " " + seq + " " + event;
        if (notice.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > NOTICE_LIMIT) {
            notice = room + " " + seq + " ";
        }
        jdbc.sql("select pg_notify(:channel, :notice)")
                .param("channel", CHANNEL)
                .param("notice", notice)
                .query((row, n) -> "")
                .single();
        return new Appended(seq, at);
    }

    private String encode(long seq, String type, Instant at, Author by, Object data) {
        Map<String, Object> who = new LinkedHashMap<>();
        who.put("name", by.name());
        who.put("organization", by.organization());
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("seq", seq);
        event.put("type", type);
        event.put("at", at.toString());
        event.put("by", who);
        event.put("data", data);
        return json.writeValueAsString(event);
    }
}
