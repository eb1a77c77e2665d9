package org.rostrum.rooms.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomPeopleChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Adds up who is in each room over all nodes. Each node keeps a row for a room, with a time to live: the rows of a node
 * that crashed stop counting by themselves.
 */
@Component
class Attendance {

    /** The channel of PostgreSQL's NOTIFY: a room whose numbers changed on some node. */
    static final String CHANNEL = "rostrum_presence";

    static final long TICK_MILLIS = 1000;

    private static final Duration RENEW = Duration.ofSeconds(15);
    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(45);
    private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);

    private final UUID node = UUID.randomUUID();
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Wire wire;
    private final LiveThreads threads;
    private final ApplicationEventPublisher events;

    /** Who attends by what was written last. Touched by the tick alone. */
    private final Map<RoomId, Set<UUID>> written = new HashMap<>();

    private long renewed = System.nanoTime();

    Attendance(JdbcClient jdbc, JsonMapper json, Wire wire, LiveThreads threads, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.json = json;
        this.wire = wire;
        this.threads = threads;
        this.events = events;
    }

    /** What to tell somebody who has just joined. */
    Encoded frame(RoomFeed feed) {
        Encoded known = feed.presenceFrame();
        return known != null ? known : wire.presence(feed.room(), here(feed));
    }

    /** The same as a value. */
    Presence presence(RoomFeed feed) {
        Presence known = feed.presence();
        return known != null ? known : here(feed);
    }

    private static Presence here(RoomFeed feed) {
        Map<String, String> people = feed.people();
        return new Presence(
                people.size(),
                people.values().stream()
                        .filter(organization -> !organization.isEmpty())
                        .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting())));
    }

    /** Once a second for all rooms: no more than one change a second is told, whatever comes and goes. */
    void tick(List<RoomFeed> feeds) {
        try {
            boolean due = System.nanoTime() - renewed > RENEW.toNanos();
            write(feeds);
            if (due) {
                renew();
                renewed = System.nanoTime();
            }
            List<RoomFeed> stale = new ArrayList<>();
            for (RoomFeed feed : feeds) {
                if (feed.presenceStale() || due) {
                    stale.add(feed);
                }
            }
            if (!stale.isEmpty()) {
                tell(stale);
            }
        } catch (DataAccessException e) {
            LOG.warn("Presence could not be counted: {}", e.getMessage());
            feeds.forEach(RoomFeed::recount);
        }
    }

    private void write(List<RoomFeed> feeds) {
        Set<RoomId> left = new HashSet<>(written.keySet());
        for (RoomFeed feed : feeds) {
            left.remove(feed.room());
            if (feed.attendanceChanged()) {
                write(feed.room(), feed.people(), feed.attending());
                feed.presenceMayHaveChanged();
            }
        }
        left.forEach(this::forget);
    }

    private void write(RoomId room, Map<String, String> people, Set<UUID> attending) {
        jdbc.sql("""
                        insert into room_presence (room_id, node, people, attending, until)
                        values (:room, :node, :people::jsonb, :attending, now() + make_interval(secs => :live))
                        on conflict (room_id, node) do update
                        set people = excluded.people, attending = excluded.attending, until = excluded.until""")
                .param("room", room.value())
                .param("node", node)
                .param("people", json.writeValueAsString(people))
                .param("attending", attending.toArray(UUID[]::new))
                .param("live", TIME_TO_LIVE.toSeconds())
                .update();
        announce(room);
        if (!attending.equals(written.put(room, attending))) {
            publish(room);
        }
    }

    private void forget(RoomId room) {
        jdbc.sql("delete from room_presence where room_id = :room and node = :node")
                .param("room", room.value())
                .param("node", node)
                .update();
        announce(room);
        if (!Objects.equals(written.remove(room), Set.of())) {
            publish(room);
        }
    }

    /** Whoever listens may wait for the database as long as it takes: the next tick does not wait for them. */
    private void publish(RoomId room) {
        threads.handlers().execute(() -> events.publishEvent(new RoomPeopleChanged(room)));
    }

    private void announce(RoomId room) {
        jdbc.sql("select pg_notify(:channel, :room)")
                .param("channel", CHANNEL)
                .param("room", room.toString())
                .query((row, n) -> "")
                .single();
    }

    /** What was promised for longer than anybody promises was so before the clock went back, perhaps by a node that crashed. */
    private void renew() {
        jdbc.sql("""
                        update room_presence set until = now() + make_interval(secs => :live)
                         where node = :node or until > now() + make_interval(secs => :live)""")
                .param("live", TIME_TO_LIVE.toSeconds())
                .param("node", node)
                .update();
        jdbc.sql("delete from room_presence where until < now() - interval '1 hour'")
                .update();
    }

    private void tell(List<RoomFeed> feeds) {
        Map<UUID, TreeMap<String, Long>> counts = new HashMap<>();
        jdbc.sql("""
                        select p.room_id, person.value as organization, count(distinct person.key) as people
                          from room_presence p, jsonb_each_text(p.people) person
                         where p.room_id = any(:rooms) and p.until > now()
                         group by p.room_id, person.value""")
                .param("rooms", feeds.stream().map(feed -> feed.room().value()).toArray(UUID[]::new))
                .query(row -> {
                    counts.computeIfAbsent(row.getObject("room_id", UUID.class), room -> new TreeMap<>())
                            .put(row.getString("organization"), row.getLong("people"));
                });
        for (RoomFeed feed : feeds) {
            TreeMap<String, Long> organizations =
                    counts.getOrDefault(feed.room().value(), new TreeMap<>());
            long people =
                    organizations.values().stream().mapToLong(Long::longValue).sum();
            organizations.remove("");
            feed.presenceIs(new Presence(people, organizations), wire);
        }
    }

    /** This node is leaving. Its rows run out now, and stay for a while: they say until when its people were there. */
    void leave() {
        try {
            jdbc.sql("update room_presence set until = now() where node = :node and until > now()")
                    .param("node", node)
                    .update();
        } catch (DataAccessException e) {
            LOG.debug("Presence ends by its time to live", e);
        }
    }
}
