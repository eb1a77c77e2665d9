package org.rostrum.rooms;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record RoomId(@JsonValue UUID value) {

    public static RoomId valueOf(String text) {
        return new RoomId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
