package org.rostrum.notifications;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record MailId(@JsonValue UUID value) {

    public static MailId valueOf(String text) {
        return new MailId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
