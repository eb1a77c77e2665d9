package org.rostrum.rooms.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.rooms.RoomId;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The wire format of {@code rostrum.v1}, as {@code /api/asyncapi.json} describes it. */
@Component
class Wire {

    static final String SUBPROTOCOL = "rostrum.v1";

    /** What a client sends holds an identifier and a number; anything near this is not ours. */
    static final int LARGEST_MESSAGE = 64 * 1024;

    private static final List<String> REQUESTS = List.of("watch", "unwatch", "typing");

    private final JsonMapper json;

    Wire(JsonMapper json) {
        this.json = json;
    }

    /** What a client asks for. */
    sealed interface Request {
        RoomId room();
    }

    record Watch(RoomId room, long after) implements Request {}

    record Unwatch(RoomId room) implements Request {}

    /** @param thread null for no longer */
    record Typing(RoomId room, @Nullable UUID thread) implements Request {}

    /** What was wrong with a client's frame, in words for whoever writes the client. */
    static final class Malformed extends Exception {
        private final HttpStatusCode status;
        private final @Nullable String room;

        Malformed(HttpStatusCode status, @Nullable String room, String message) {
            super(message);
            this.status = status;
            this.room = room;
        }
    }

    Request read(String text) throws Malformed {
        JsonNode frame;
        try {
            frame = json.readTree(text);
        } catch (JacksonException _) {
            throw malformed(null, "This frame is not JSON.");
        }
        if (!frame.isObject() || REQUESTS.stream().filter(frame::has).count() != 1) {
            throw malformed(
                    null,
                    "Send {\"watch\": room, \"after\": number}, {\"unwatch\": room} or "
                            + "{\"typing\": room, \"thread\": thread}.");
        }
        if (frame.has("unwatch")) {
            return new Unwatch(room(frame.get("unwatch")));
        }
        if (frame.has("typing")) {
            return new Typing(room(frame.get("typing")), thread(frame.get("thread")));
        }
        RoomId room = room(frame.get("watch"));
        JsonNode after = frame.get("after");
        if (after == null || !after.isIntegralNumber() || !after.canConvertToLong() || after.longValue() < 0) {
            throw malformed(room.toString(), "\"after\" must be the last number you have seen, or 0.");
        }
        return new Watch(room, after.longValue());
    }

    private static RoomId room(JsonNode id) throws Malformed {
        return new RoomId(identifier("room", id));
    }

    private static @Nullable UUID thread(@Nullable JsonNode id) throws Malformed {
        return id == null || id.isNull() ? null : identifier("thread", id);
    }

    private static UUID identifier(String what, JsonNode id) throws Malformed {
        String text = id.isString() ? id.stringValue() : "";
        try {
            // The canonical form only: UUID.fromString alone takes "1-1-1-1-1" too.
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equalsIgnoreCase(text)) {
                return uuid;
            }
        } catch (IllegalArgumentException _) {
            // Answered below, as any other text that is no identifier.
        }
        throw malformed(null, "A " + what + " is named by its identifier, like 019a0000-0000-7000-8000-000000000000.");
    }

    private static Malformed malformed(@Nullable String room, String message) {
        return new Malformed(HttpStatus.BAD_REQUEST, room, message);
    }

    /** The events are joined as they lie in the log: parsing and writing them again would cost most of a post. */
    static Encoded events(RoomId room, List<String> events) {
        int length = 64;
        for (String event : events) {
            length += event.length() + 1;
        }
        var frame = new StringBuilder(length)
                .append("{\"room\":\"")
                .append(room)
                .append("\",\"events\":[")
                .append(events.getFirst());
        for (String event : events.subList(1, events.size())) {
            frame.append(',').append(event);
        }
        return Encoded.of(frame.append("]}"));
    }

    Encoded presence(RoomId room, Presence presence) {
        return of(room, "presence", presence);
    }

    Encoded writing(RoomId room, List<Writing> writing) {
        return of(room, "writing", writing);
    }

    private Encoded of(RoomId room, String name, Object value) {
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("room", room);
        frame.put(name, value);
        return Encoded.of(json.writeValueAsString(frame));
    }

    Encoded error(Malformed why) {
        return error(why.status, why.room, String.valueOf(why.getMessage()));
    }

    Encoded error(HttpStatusCode status, @Nullable String room, String detail) {
        return error(status, room, detail, Map.of());
    }

    Encoded error(HttpStatusCode status, @Nullable String room, String detail, Map<String, ?> more) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title(status));
        problem.put("status", status.value());
        problem.put("detail", detail);
        if (room != null) {
            problem.put("room", room);
        }
        problem.putAll(more);
        return Encoded.of(json.writeValueAsString(Map.of("error", problem)));
    }

    private static String title(HttpStatusCode status) {
        return status instanceof HttpStatus known ? known.getReasonPhrase() : "Error";
    }
}
