package org.rostrum.contributions;

/** Where a contribution stands. */
public enum ContributionState {
    /** It has a number, and no file yet. */
    RESERVED("Reserved"),
    SUBMITTED("Submitted"),
    WITHDRAWN("Withdrawn");

    private final String label;

    ContributionState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
