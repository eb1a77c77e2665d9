package org.rostrum.calendars.imports;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record TimetableImportId(@JsonValue UUID value) {

    public static TimetableImportId valueOf(String text) {
        return new TimetableImportId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
