package org.rostrum.imports;

import java.util.UUID;
import org.rostrum.shared.NewId;

public record ImportId(UUID value) {

    static ImportId next() {
        return new ImportId(NewId.next());
    }

    /** For path variables. */
    public static ImportId valueOf(String text) {
        return new ImportId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
