package org.rostrum.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record JoinRequestId(@JsonValue UUID value) {

    public static JoinRequestId valueOf(String text) {
        return new JoinRequestId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
