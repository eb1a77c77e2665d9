package org.rostrum.contributions;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a mark looks beside its word. */
public enum MarkTone {
    NEUTRAL("Grey"),
    INFO("Blue"),
    GOOD("Green"),
    WARN("Amber"),
    BAD("Red"),
    SPECIAL("Violet");

    private final String label;

    MarkTone(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** As stylesheets and forms write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<MarkTone> byCode(String code) {
        return Arrays.stream(values())
                .filter(known -> known.name().equalsIgnoreCase(code))
                .findFirst();
    }
}
