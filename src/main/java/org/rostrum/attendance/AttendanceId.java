package org.rostrum.attendance;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record AttendanceId(@JsonValue UUID value) {

    public static AttendanceId valueOf(String text) {
        return new AttendanceId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
