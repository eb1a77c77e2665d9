package org.rostrum.registrations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record QuestionId(@JsonValue UUID value) {

    public static QuestionId valueOf(String text) {
        return new QuestionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
