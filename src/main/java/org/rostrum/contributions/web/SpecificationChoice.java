package org.rostrum.contributions.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.SpecificationId;
import org.rostrum.contributions.SpecificationRow;
import org.rostrum.contributions.Specifications;
import org.springframework.stereotype.Component;

/** What a form offers of the registry: what was looked for, and what is chosen already, which a new search must not lose. */
@Component
class SpecificationChoice {

    private final Specifications specifications;

    SpecificationChoice(Specifications specifications) {
        this.specifications = specifications;
    }

    Map<String, String> of(@Nullable String chosen, @Nullable String find) {
        Map<String, String> found = new LinkedHashMap<>();
        found.put("", "None");
        if (chosen != null && !chosen.isBlank()) {
            chosen(chosen, found);
        }
        if (find != null && !find.isBlank()) {
            specifications
                    .find(Specifications.Filter.text(find.replace("\u0000", "")), 1)
                    .rows()
                    .forEach(row -> found.put(row.id().toString(), words(row)));
        }
        return found;
    }

    /** Looked for a document and sent the form with the return key, which chooses none. */
    static boolean missing(@Nullable String chosen, @Nullable String find) {
        return find != null && !find.isBlank() && (chosen == null || chosen.isBlank());
    }

    private void chosen(String specification, Map<String, String> found) {
        try {
            specifications
                    .find(new SpecificationId(UUID.fromString(specification)))
                    .ifPresent(row -> found.put(row.id().toString(), words(row)));
        } catch (IllegalArgumentException e) {
            // An identifier that is none chooses nothing.
            return;
        }
    }

    private static String words(SpecificationRow row) {
        return row.fileName() + (row.version() == null ? "" : " (" + row.enabler() + " " + row.version() + ")");
    }
}
