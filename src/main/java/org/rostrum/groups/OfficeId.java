package org.rostrum.groups;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record OfficeId(@JsonValue UUID value) {

    public static OfficeId valueOf(String text) {
        return new OfficeId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
