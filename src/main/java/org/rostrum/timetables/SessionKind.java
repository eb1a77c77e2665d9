package org.rostrum.timetables;

public enum SessionKind {
    SESSION("Session"),
    PLENARY("Plenary"),
    BREAK("Break"),
    SOCIAL("Social event");

    private final String label;

    SessionKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
