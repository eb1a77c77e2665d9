package org.rostrum.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record TokenId(@JsonValue UUID value) {

    public static TokenId valueOf(String text) {
        return new TokenId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
