package org.rostrum.acting;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record ActingId(@JsonValue UUID value) {

    public static ActingId valueOf(String text) {
        return new ActingId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
