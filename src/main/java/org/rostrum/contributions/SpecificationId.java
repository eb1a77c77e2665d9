package org.rostrum.contributions;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record SpecificationId(@JsonValue UUID value) {

    public static SpecificationId valueOf(String text) {
        return new SpecificationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
