package org.rostrum.meetings;

/** How somebody takes part in a meeting. */
public enum ParticipationMode {
    IN_PERSON("In person"),
    REMOTE("Remotely");

    private final String label;

    ParticipationMode(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
