package org.rostrum.organizations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record PersonId(@JsonValue UUID value) {

    public static PersonId valueOf(String text) {
        return new PersonId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
