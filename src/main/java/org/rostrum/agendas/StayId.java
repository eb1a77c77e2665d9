package org.rostrum.agendas;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One stay of a room on an item of its agenda. */
public record StayId(@JsonValue UUID value) {

    public static StayId valueOf(String text) {
        return new StayId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
