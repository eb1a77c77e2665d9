package org.rostrum.organizations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record OrganizationId(@JsonValue UUID value) {

    public static OrganizationId valueOf(String text) {
        return new OrganizationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
