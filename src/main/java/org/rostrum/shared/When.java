package org.rostrum.shared;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Relative to the present instant. */
public enum When {
    NOW("Now"),
    UPCOMING("Upcoming"),
    PAST("Past");

    private final String label;

    When(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** As addresses, the API and style sheets write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * As the API is asked for it.
     *
     * @return null where nobody asked
     * @throws Refusal for a word that is none of the codes
     */
    public static @Nullable When asked(@Nullable String when) {
        if (when == null) {
            return null;
        }
        return Stream.of(values())
                .filter(each -> each.code().equals(when.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "when",
                        "\"when\" must be one of "
                                + Stream.of(values()).map(When::code).collect(Collectors.joining(", ")) + "."));
    }
}
