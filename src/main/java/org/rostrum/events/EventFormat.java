package org.rostrum.events;

public enum EventFormat {
    ON_SITE("On site"),
    HYBRID("On site and remote"),
    REMOTE("Remote");

    private final String label;

    EventFormat(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
