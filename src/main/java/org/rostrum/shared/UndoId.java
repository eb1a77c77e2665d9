package org.rostrum.shared;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record UndoId(@JsonValue UUID value) {

    public static UndoId valueOf(String text) {
        return new UndoId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
