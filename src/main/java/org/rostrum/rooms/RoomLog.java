package org.rostrum.rooms;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.NewId;
import org.springframework.dao.EmptyResultDataAccessException;
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

    /** The channel of PostgreSQL's NOTIFY: room, seq and, where it fits, the event, separated by spaces. */
    public static final String CHANNEL = "rostrum_room";

    /** PostgreSQL refuses notices of 8,000 bytes and more; larger events are read from the log by who hears of them. */
    private static final int NOTICE_LIMIT = 7_900;

    /**
     * One round trip for one event or many, because everybody else who posts into this room waits for the row's lock
     * meanwhile. The time is the database's, taken under the lock: it follows the order of the log whatever the clocks of
     * the nodes say, unless the database's own is set back. So the order is the number, and nothing is decided by comparing
     * times. The notices are sorted before they are sent: PostgreSQL hands them on in that order.
     */
    private static final String APPEND = """
            with taken as (
              update room set last_seq = last_seq + cardinality(:types) where id = :room
              returning last_seq - cardinality(:types) as base, date_trunc('milliseconds', clock_timestamp()) as at
            ), written as (
              insert into room_event (room_id, seq, type, at, person_id, intent, event)
              select :room, base + e.n, e.type, at, e.person, e.intent,
                     '{"seq":' || base + e.n || ',"type":"' || e.type || '","at":"'
                       || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '",' || e.rest
                from taken,
                     unnest(:types, :people, :intents, :rests) with ordinality as e (type, person, intent, rest, n)
              returning room_id, seq, at, event
            )
            select seq, at,
                   pg_notify(:channel, room_id || ' ' || seq || ' '
                     || case when octet_length(event) <= :limit then event else '' end)
              from written order by seq""";

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
     * What is to be appended.
     *
     * @param type thing and past tense verb, for example "message.posted"
     * @param data what Jackson writes as the event's "data"
     * @param intent the client's key for this intent, unique for person and room; null where a retry cannot happen
     */
    public record Entry(
            String type, Author by, Object data, @Nullable String intent) {}

    /**
     * Appends an event in the caller's transaction.
     *
     * @param type thing and past tense verb, for example "message.posted"
     * @param data what Jackson writes as the event's "data"
     * @param intent the client's key for this intent, unique for person and room; null where a retry cannot happen
     * @throws org.springframework.dao.DuplicateKeyException when the intent was carried out before, also when that
     *     happened in this very instant: the second waits for the first one's commit
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Appended append(RoomId room, String type, Author by, Object data, @Nullable String intent) {
        return appendAll(room, List.of(new Entry(type, by, data, intent))).getFirst();
    }

    /** As {@link #append}, for several events that follow each other in the log. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Appended> appendAll(RoomId room, List<Entry> entries) {
        List<Appended> appended = jdbc.sql(APPEND)
                .param("room", room.value())
                .param("types", entries.stream().map(Entry::type).toArray(String[]::new))
                .param(
                        "people",
                        entries.stream()
                                .map(entry -> entry.by().person().value())
                                .toArray(UUID[]::new))
                .param("intents", entries.stream().map(Entry::intent).toArray(String[]::new))
                .param(
                        "rests",
                        entries.stream()
                                .map(entry -> byAndData(entry.by(), entry.data()))
                                .toArray(String[]::new))
                .param("channel", CHANNEL)
                .param(
                        "limit",
                        NOTICE_LIMIT
                                - 2
                                - room.toString().length()
                                - Long.toString(Long.MAX_VALUE).length())
                .query((row, n) ->
                        new Appended(row.getLong("seq"), row.getTimestamp("at").toInstant()))
                .list();
        if (appended.size() != entries.size()) {
            throw new EmptyResultDataAccessException("There is no room " + room, entries.size());
        }
        return appended;
    }

    /**
     * Keeps everybody else from writing into the room until the caller's transaction ends. What is read after this is what
     * was written before. Until then PostgreSQL plans each statement once and not for each set of parameters: whoever writes
     * finds single rows by their keys, and planning took as long as all the rest.
     *
     * @return false where there is no such room
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean lock(RoomId room) {
        return jdbc.sql("""
                        select last_seq, set_config('plan_cache_mode', 'force_generic_plan', true)
                          from room where id = :room for no key update""")
                .param("room", room.value())
                .query((row, n) -> row.getLong("last_seq"))
                .optional()
                .isPresent();
    }

    /** The highest number taken; 0 in an empty log, and where there is no such room. */
    public long lastSeq(RoomId room) {
        return jdbc.sql("select last_seq from room where id = :room")
                .param("room", room.value())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** The events that follow a number, in order, each as the JSON text it has on the wire; without what is withheld. */
    public List<String> after(RoomId room, long seq, int limit) {
        // Both columns in the ORDER BY: it names the primary key's order, so that no plan sorts the whole room.
        return jdbc.sql("""
                        select coalesce(w.event, e.event) as event
                          from room_event e left join room_event_withheld w on w.room_id = e.room_id and w.seq = e.seq
                         where e.room_id = :room and e.seq > :seq order by e.room_id, e.seq limit :limit""")
                .param("room", room.value())
                .param("seq", seq)
                .param("limit", limit)
                .query(RoomLog::event)
                .list();
    }

    /** As {@link #after(RoomId, long, int)}, but stops once there are {@code bytes}: large events make short pages. */
    public List<String> after(RoomId room, long seq, int limit, int bytes) {
        return jdbc.sql("""
                        select event from (
                          select seq, event, sum(octet_length(event)) over (order by seq) - octet_length(event) as before
                            from (select e.seq, coalesce(w.event, e.event) as event
                                    from room_event e
                                    left join room_event_withheld w on w.room_id = e.room_id and w.seq = e.seq
                                   where e.room_id = :room and e.seq > :seq
                                   order by e.room_id, e.seq limit :limit) following
                        ) measured where before < :bytes order by seq""")
                .param("room", room.value())
                .param("seq", seq)
                .param("limit", limit)
                .param("bytes", bytes)
                .query(RoomLog::event)
                .list();
    }

    private static String event(ResultSet row, int n) throws SQLException {
        return row.getString("event");
    }

    /** The end of the event's JSON, from its second half on; the first half is written where the number is known. */
    private String byAndData(Author by, Object data) {
        Map<String, Object> who = new LinkedHashMap<>();
        who.put("id", by.person());
        who.put("name", by.name());
        who.put("organization", by.organization());
        Map<String, Object> rest = new LinkedHashMap<>();
        rest.put("by", who);
        rest.put("data", data);
        return json.writeValueAsString(rest).substring(1);
    }
}
