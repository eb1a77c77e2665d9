package org.rostrum.documents;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record UploadId(@JsonValue UUID value) {

    public static UploadId valueOf(String text) {
        return new UploadId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
