package org.rostrum.rooms.live;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Pass;
import org.rostrum.access.Passes;
import org.rostrum.access.Viewer;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/** A room's log for programs, and for readers to whom no socket is let through. */
@RestController
@RequestMapping("/api/v1/rooms/{roomId}")
@Tag(name = "Rooms")
class RoomEventsApi {

    private static final int PAGE_BYTES = 512 * 1024;
    private static final int MOST_EVENTS = 1000;
    private static final int LONGEST_WAIT = 25;

    /** What is read later than this after somebody was let in may be news that they may no longer read. */
    private static final long PROMPT = TimeUnit.MILLISECONDS.toNanos(200);

    private final LiveSockets sockets;
    private final WaitingReaders readers;
    private final RoomFeeds feeds;
    private final RoomLog log;
    private final Passes passes;
    private final Attendance attendance;
    private final JsonMapper json;

    RoomEventsApi(
            LiveSockets sockets,
            WaitingReaders readers,
            RoomFeeds feeds,
            RoomLog log,
            Passes passes,
            Attendance attendance,
            JsonMapper json) {
        this.sockets = sockets;
        this.readers = readers;
        this.feeds = feeds;
        this.log = log;
        this.passes = passes;
        this.attendance = attendance;
        this.json = json;
    }

    /** As the log holds them; for the document alone, because the answer itself is never taken apart. */
    record Events(
            List<Event> items,

            @Schema(description = "The highest number in the room's log")
            long last,

            @Schema(description = "Who is in the room; where \"wait\" was given", nullable = true) @Nullable Here presence) {}

    record Event(
            long seq,

            @Schema(example = "message.posted", description = "Take no notice of types you do not know")
            String type,

            @Schema(
                    description =
                            "What the database's clock showed. Order by seq: a clock that is set back takes times "
                                    + "back, too")
            Instant at,

            By by,

            @Schema(description = "Depends on the type; described by /api/asyncapi.json")
            Map<String, Object> data) {}

    record By(String name, @Nullable String organization) {}

    record Here(long people, Map<String, Long> organizations) {}

    @GetMapping(path = "/events", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Read the room's log",
            description = "The events after a number, oldest first. There is more while the last item's seq is lower "
                    + "than \"last\": ask again with it. Large events make an answer shorter than its limit. With "
                    + "\"wait\" this is the way to follow a room where WebSockets are blocked: the answer comes as soon "
                    + "as there is an event, or without one when time is up; then ask again at once. Whoever asks so "
                    + "counts as being in the room.")
    @ApiResponse(
            responseCode = "200",
            description = "The events",
            content = @Content(schema = @Schema(implementation = Events.class)))
    @ApiResponse(responseCode = "401", description = "You are signed out, perhaps while you waited", content = @Content)
    @ApiResponse(
            responseCode = "404",
            description = "No such room is open to you, perhaps no longer",
            content = @Content)
    @ApiResponse(
            responseCode = "422",
            description = "A number is out of its range, or \"after\" is beyond the end of the log you wait for",
            content = @Content)
    @ApiResponse(responseCode = "429", description = "Too many of your requests wait already", content = @Content)
    @ApiResponse(responseCode = "503", description = "The portal restarts; come back", content = @Content)
    void events(
            @PathVariable RoomId roomId,
            @Parameter(description = "The last number you have seen; 0 for all") @RequestParam(defaultValue = "0")
                    long after,
            @Parameter(description = "1 to 1000") @RequestParam(defaultValue = "200") int limit,
            @Parameter(description = "How many seconds to wait for an event, 0 to 25; none without it")
                    @RequestParam(required = false)
                    @Nullable Integer wait,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response,
            @Parameter(hidden = true) @Nullable Authentication authentication,
            Viewer viewer)
            throws IOException {
        long known = System.nanoTime();
        requireOpen(roomId, viewer);
        if (limit < 1 || limit > MOST_EVENTS) {
            throw Refusal.invalid("limit", "The limit is 1 to 1000.");
        }
        if (after < 0) {
            throw Refusal.invalid("after", "\"after\" is the last number you have seen, or 0.");
        }
        if (wait != null && (wait < 0 || wait > LONGEST_WAIT)) {
            throw Refusal.invalid("wait", "Wait 0 to " + LONGEST_WAIT + " seconds.");
        }
        try {
            Presence presence = null;
            if (wait != null) {
                presence =
                        await(pass(request, authentication, viewer), viewer, roomId, after, Duration.ofSeconds(wait));
                known = System.nanoTime();
            }
            List<String> events = feeds.page(roomId, after, limit, PAGE_BYTES);
            if (System.nanoTime() - known > PROMPT) {
                requireStillOpen(pass(request, authentication, viewer), roomId);
            }
            // After the events, so that no item is beyond it.
            answer(response, events, log.lastSeq(roomId), presence);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw restarting();
        }
    }

    private Pass pass(HttpServletRequest request, @Nullable Authentication authentication, Viewer viewer) {
        HttpSession session = request.getSession(false);
        return passes.of(authentication, viewer, session == null ? null : session.getId());
    }

    private Presence await(Pass pass, Viewer viewer, RoomId room, long after, Duration wait)
            throws InterruptedException {
        if (!sockets.isRunning()) {
            throw restarting();
        }
        WaitingReaders.Answer answer = readers.await(pass, viewer, room, after, wait);
        if (answer.waited()) {
            try {
                requireStillOpen(pass, room);
            } catch (RuntimeException e) {
                readers.leave(pass, room);
                throw e;
            }
        }
        return attendance.presence(answer.feed());
    }

    /** Much may have changed since they asked. */
    private void requireStillOpen(Pass pass, RoomId room) {
        Viewer viewer = passes.stillGood(List.of(pass)).get(pass);
        if (viewer == null) {
            throw new ResponseStatusException(HttpStatus.UNAUTHORIZED, "You are signed out; sign in again.");
        }
        if (!viewer.admitted()) {
            throw Refusal.forbidden("The meetings are no longer open to you.");
        }
        requireOpen(room, viewer);
    }

    private void requireOpen(RoomId room, Viewer viewer) {
        if (!sockets.mayWatch(room, viewer)) {
            throw new NotFound("room");
        }
    }

    private static ResponseStatusException restarting() {
        return new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "The portal restarts; come back.");
    }

    /** Joined as they lie in the log, like the frames of the live channel: they were encoded when they happened. */
    private void answer(HttpServletResponse response, List<String> events, long last, @Nullable Presence presence)
            throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        try (OutputStream out = response.getOutputStream()) {
            out.write(utf8("{\"items\":["));
            for (int i = 0; i < events.size(); i++) {
                out.write(utf8((i == 0 ? "" : ",") + events.get(i)));
            }
            out.write(utf8("],\"last\":" + last));
            if (presence != null) {
                out.write(utf8(",\"presence\":" + json.writeValueAsString(presence)));
            }
            out.write('}');
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
