package org.rostrum.notifications;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record NoticeId(@JsonValue UUID value) {

    public static NoticeId valueOf(String text) {
        return new NoticeId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
