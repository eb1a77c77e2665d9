package org.rostrum.events;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

public enum EventKind {
    MEMBERS_MEETING("Members meeting", "Members meetings"),
    TEST_EVENT("Test event", "Test events"),
    WORKSHOP("Workshop or webinar", "Workshops and webinars");

    private final String label;
    private final String plural;

    EventKind(String label, String plural) {
        this.label = label;
        this.plural = plural;
    }

    public String label() {
        return label;
    }

    public String plural() {
        return plural;
    }

    /** As addresses write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<EventKind> of(String code) {
        return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}
