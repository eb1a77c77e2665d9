package org.rostrum.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record VenueRoomId(@JsonValue UUID value) {

    public static VenueRoomId valueOf(String text) {
        return new VenueRoomId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
