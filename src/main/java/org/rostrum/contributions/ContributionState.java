package org.rostrum.contributions;

/** Where a contribution stands. */
public enum ContributionState {
    /** It has a number, and no file yet. */
    RESERVED("Reserved"),
    /** It has a file, and no place on the agenda yet. */
    SUBMITTED("Submitted"),
    /** The chair gave it its place on the agenda. */
    ALLOCATED("Allocated"),
    WITHDRAWN("Withdrawn");

    private final String label;

    ContributionState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
