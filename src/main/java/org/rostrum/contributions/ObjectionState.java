package org.rostrum.contributions;

public enum ObjectionState {
    /** Neither withdrawn nor found sustained yet. */
    OPEN("Not settled"),
    WITHDRAWN("Withdrawn"),
    SUSTAINED("Sustained");

    private final String label;

    ObjectionState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
