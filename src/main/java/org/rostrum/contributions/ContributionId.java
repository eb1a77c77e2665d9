package org.rostrum.contributions;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record ContributionId(@JsonValue UUID value) {

    public static ContributionId valueOf(String text) {
        return new ContributionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
