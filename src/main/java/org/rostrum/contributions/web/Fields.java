package org.rostrum.contributions.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.rostrum.shared.Refusal;

/** Where forms name a field otherwise than the API, whose names are no names in Java. */
final class Fields {

    private static final Map<String, String> FORM =
            Map.of("for", "purpose", "abstract", "summary", "organization", "source");

    private Fields() {}

    static String ofForm(String field) {
        return FORM.getOrDefault(field, field);
    }

    static Refusal ofForm(Refusal refusal) {
        if (refusal.fields().keySet().stream().noneMatch(FORM::containsKey)) {
            return refusal;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        refusal.fields().forEach((field, message) -> fields.put(ofForm(field), message));
        return Refusal.invalid(String.valueOf(refusal.getMessage()), fields);
    }
}
