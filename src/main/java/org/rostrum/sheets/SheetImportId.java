package org.rostrum.sheets;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record SheetImportId(@JsonValue UUID value) {

    /** For path variables. */
    public static SheetImportId valueOf(String text) {
        return new SheetImportId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
