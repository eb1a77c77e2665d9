package org.rostrum.minutes;

/** Where an action stands. */
public enum ActionState {
    OPEN("Open"),
    DONE("Done"),
    /** Not to be done any more, for a reason. */
    DROPPED("Dropped");

    private final String label;

    ActionState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
