package org.rostrum.shared;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is wrong with a form, field by field, so that somebody is told all of it at once and not one after the other. */
public final class Problems {

    private final Map<String, String> fields = new LinkedHashMap<>();

    /** What a field says; null where it is refused, which {@link #refuse} then tells. */
    public <T> @Nullable T read(Supplier<? extends @Nullable T> reading) {
        try {
            return reading.get();
        } catch (Refusal refusal) {
            if (refusal.fields().isEmpty()) {
                throw refusal;
            }
            refusal.fields().forEach(this::add);
            return null;
        }
    }

    /** The first message of a field stands. */
    public void add(String field, String message) {
        fields.putIfAbsent(field, message);
    }

    public boolean none() {
        return fields.isEmpty();
    }

    /** @throws Refusal with a message for each field, where there is any */
    public void refuse() {
        if (!fields.isEmpty()) {
            throw Refusal.invalid(String.join(" ", fields.values()), fields);
        }
    }
}
