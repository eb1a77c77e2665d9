package org.rostrum.shared;

import java.util.Locale;

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
}
