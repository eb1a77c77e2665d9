package org.rostrum.registrations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record RegistrationId(@JsonValue UUID value) {

    public static RegistrationId valueOf(String text) {
        return new RegistrationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
