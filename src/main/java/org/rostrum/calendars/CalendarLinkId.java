package org.rostrum.calendars;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record CalendarLinkId(@JsonValue UUID value) {

    public static CalendarLinkId valueOf(String text) {
        return new CalendarLinkId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
