package org.rostrum.rooms.live;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.rostrum.access.Viewer;
import org.rostrum.organizations.ShownWriting;
import org.rostrum.rooms.RoomDoor;
import org.rostrum.rooms.RoomId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a room who is writing in it, once a second at most and only where that changed. Nothing of it is kept: a notice
 * that is lost is made up for by the next, and what nobody renews ends.
 */
@Component
class Typing {

    /** The channel of PostgreSQL's NOTIFY: room, node, and who is writing there. */
    static final String CHANNEL = "rostrum_typing";

    private static final long TICK_MILLIS = 1000;

    /** PostgreSQL refuses notices of 8,000 bytes and more. */
    private static final int NOTICE_LIMIT = 7_800;

    private static final TypeReference<List<Writing>> WRITING = new TypeReference<>() {};
    private static final Logger LOG = LoggerFactory.getLogger(Typing.class);

    private final UUID node = UUID.randomUUID();
    private final RoomFeeds feeds;
    private final List<RoomDoor> doors;
    private final ShownWriting shown;
    private final Wire wire;
    private final JsonMapper json;
    private final JdbcClient jdbc;

    Typing(
            RoomFeeds feeds,
            List<RoomDoor> doors,
            ShownWriting shown,
            Wire wire,
            JsonMapper json,
            JdbcClient jdbc,
            LiveThreads threads) {
        this.feeds = feeds;
        this.doors = List.copyOf(doors);
        this.shown = shown;
        this.wire = wire;
        this.json = json;
        this.jdbc = jdbc;
        threads.every(TICK_MILLIS, this::tick);
    }

    /** Somebody says that they are writing in a room they watch, or no longer. Who may not write there, or does not wish it, is not shown. */
    void says(RoomFeed feed, Viewer viewer, Wire.Typing said) {
        Typists typists = feed.typists();
        Writing.Writer writer = Writing.Writer.of(viewer);
        UUID thread = said.thread();
        long now = System.nanoTime();
        if (thread == null) {
            typists.stops(writer.id());
        } else if (!typists.isFresh(writer, thread, now)) {
            if (shown.of(viewer.requirePerson())
                    && doors.stream().anyMatch(door -> door.mayWrite(said.room(), thread, viewer))) {
                typists.writes(writer, thread, now);
            } else {
                typists.stops(writer.id());
            }
        }
    }

    private void tick() {
        long now = System.nanoTime();
        List<String> notices = new ArrayList<>();
        for (RoomFeed feed : feeds.open()) {
            Typists typists = feed.typists();
            if (!typists.quiet() || feed.writingFrame() != null) {
                List<Writing> here = typists.here(now);
                if (typists.toBeTold(here, now)) {
                    notices.add(notice(feed.room(), here));
                }
                feed.writingIs(typists.everywhere(here, now), wire);
            }
        }
        if (!notices.isEmpty()) {
            tell(notices);
        }
    }

    private String notice(RoomId room, List<Writing> writing) {
        String notice = room + " " + node + " " + json.writeValueAsString(writing);
        return notice.getBytes(StandardCharsets.UTF_8).length <= NOTICE_LIMIT
                ? notice
                : notice(room, writing.subList(0, writing.size() - 1));
    }

    private void tell(List<String> notices) {
        try {
            jdbc.sql("select pg_notify(:channel, notice) from unnest(:notices) notice")
                    .param("channel", CHANNEL)
                    .param("notices", notices.toArray(String[]::new))
                    .query((row, n) -> "")
                    .list();
        } catch (DataAccessException e) {
            LOG.debug("The other nodes are not told who is writing", e);
        }
    }

    /** @throws IllegalArgumentException where the notice is none of ours */
    void hear(String notice) {
        String[] parts = notice.split(" ", 3);
        UUID from = UUID.fromString(parts[1]);
        if (from.equals(node)) {
            return;
        }
        feeds.of(RoomId.valueOf(parts[0])).ifPresent(feed -> {
            try {
                feed.typists().heard(from, json.readValue(parts[2], WRITING), System.nanoTime());
            } catch (JacksonException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }
}
