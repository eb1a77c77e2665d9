package org.rostrum.contributions;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record ObjectionId(@JsonValue UUID value) {

    public static ObjectionId valueOf(String text) {
        return new ObjectionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
