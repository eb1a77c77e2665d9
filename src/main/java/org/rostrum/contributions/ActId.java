package org.rostrum.contributions;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Something an officer or an author did to one or many contributions at once, and may take back. */
public record ActId(@JsonValue UUID value) {

    public static ActId valueOf(String text) {
        return new ActId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
