package org.rostrum.meetings;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record MeetingId(@JsonValue UUID value) {

    public static MeetingId valueOf(String text) {
        return new MeetingId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
