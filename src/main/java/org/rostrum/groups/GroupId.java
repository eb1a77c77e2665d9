package org.rostrum.groups;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record GroupId(@JsonValue UUID value) {

    public static GroupId valueOf(String text) {
        return new GroupId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
