package org.rostrum.discussions;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record ThreadId(@JsonValue UUID value) {

    public static ThreadId valueOf(String text) {
        return new ThreadId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
