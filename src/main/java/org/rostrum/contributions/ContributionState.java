package org.rostrum.contributions;

import java.util.EnumSet;
import java.util.Set;

/** Where a contribution stands. What an {@link Outcome} decided has a state of the same name. */
public enum ContributionState {
    /** It has a number, and no file yet. */
    RESERVED("Reserved"),
    /** It has a file, and no place on the agenda yet. */
    SUBMITTED("Submitted"),
    /** The chair gave it its place on the agenda. */
    ALLOCATED("Allocated"),
    /** The room is on it. */
    OPEN("Open"),
    /** The chair asked for its next revision, and the author has not uploaded it yet. */
    REVISED("Revised"),
    CONDITIONALLY_AGREED("Conditionally agreed"),
    AGREED("Agreed"),
    APPROVED("Approved"),
    ENDORSED("Endorsed"),
    NOTED("Noted"),
    REJECTED("Rejected"),
    /** It goes on under a new number at a later meeting. */
    POSTPONED("Postponed"),
    MERGED("Merged"),
    /** A liaison statement that an outgoing one answers. */
    REPLIED("Replied to"),
    /** Time ran out. */
    NOT_HANDLED("Not handled"),
    WITHDRAWN("Withdrawn");

    private static final Set<ContributionState> UNDER_WAY =
            EnumSet.of(RESERVED, SUBMITTED, ALLOCATED, OPEN, REVISED, CONDITIONALLY_AGREED);

    private static final Set<ContributionState> SAID_YES = EnumSet.of(CONDITIONALLY_AGREED, AGREED, APPROVED, ENDORSED);

    private final String label;

    ContributionState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Nothing more is expected of anybody; only reopening or undoing leads on. */
    public boolean done() {
        return !UNDER_WAY.contains(this);
    }

    /** Agreed, approved or endorsed, be it on a condition: what may be reopened. */
    public boolean carried() {
        return SAID_YES.contains(this);
    }
}
