package org.rostrum.agendas;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** An agenda item over all versions of its agenda: contributions and discussions hang on this. */
public record AgendaItemId(@JsonValue UUID value) {

    public static AgendaItemId valueOf(String text) {
        return new AgendaItemId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
