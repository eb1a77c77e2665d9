package org.rostrum.timetables;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record SessionId(@JsonValue UUID value) {

    public static SessionId valueOf(String text) {
        return new SessionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
