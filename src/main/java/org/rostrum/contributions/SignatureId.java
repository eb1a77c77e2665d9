package org.rostrum.contributions;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record SignatureId(@JsonValue UUID value) {

    public static SignatureId valueOf(String text) {
        return new SignatureId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
