package org.rostrum.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record EventId(@JsonValue UUID value) {

    public static EventId valueOf(String text) {
        return new EventId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
