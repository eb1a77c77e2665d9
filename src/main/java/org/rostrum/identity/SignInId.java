package org.rostrum.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record SignInId(@JsonValue UUID value) {

    public static SignInId valueOf(String text) {
        return new SignInId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
