package org.rostrum.minutes;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record ActionId(@JsonValue UUID value) {

    public static ActionId valueOf(String text) {
        return new ActionId(UUID.fromString(text));
    }

    /** How an action is called within its group: A-2026-0007. */
    public static String number(int year, int serial) {
        return "A-%04d-%04d".formatted(year, serial);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
