package org.rostrum.documents;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record DocumentId(@JsonValue UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
