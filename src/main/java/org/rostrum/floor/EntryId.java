package org.rostrum.floor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record EntryId(@JsonValue UUID value) {

    public static EntryId valueOf(String text) {
        return new EntryId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
