package org.rostrum.contributions;

import static org.rostrum.contributions.ContributionState.ALLOCATED;
import static org.rostrum.contributions.ContributionState.OPEN;
import static org.rostrum.contributions.ContributionState.SUBMITTED;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a meeting decides about one revision of a contribution. */
public enum Outcome {
    /** The author uploads the next revision. */
    REVISED("Revised", "to be revised", OPEN),
    CONDITIONALLY_AGREED("Conditionally agreed", "agreed on a condition", OPEN),
    AGREED("Agreed", "agreed", OPEN, ContributionState.CONDITIONALLY_AGREED),
    APPROVED("Approved", "approved", OPEN, ContributionState.CONDITIONALLY_AGREED, ContributionState.AGREED),
    ENDORSED("Endorsed", "endorsed", OPEN, ContributionState.CONDITIONALLY_AGREED, ContributionState.AGREED),
    NOTED("Noted", "noted", OPEN),
    REJECTED("Rejected", "rejected", OPEN),
    /** Carried to a later meeting of the group, where it has a new number. */
    POSTPONED(
            "Postponed",
            "postponed",
            ALLOCATED,
            OPEN,
            ContributionState.REVISED,
            ContributionState.CONDITIONALLY_AGREED),
    MERGED("Merged", "merged", OPEN),
    /** Of a liaison statement that came in. */
    REPLIED("Replied to", "replied to", OPEN),
    NOT_HANDLED("Not handled", "not handled", SUBMITTED, ALLOCATED, OPEN, ContributionState.REVISED);

    private final String label;
    private final String participle;

    @SuppressWarnings("ImmutableEnumChecker") // Nobody changes it, and a copy would lose the enum's own set.
    private final Set<ContributionState> from;

    Outcome(String label, String participle, ContributionState first, ContributionState... others) {
        this.label = label;
        this.participle = participle;
        this.from = EnumSet.of(first, others);
    }

    public String label() {
        return label;
    }

    /** For a sentence: "OMA-DMSO-2026-0042 agreed on a condition". */
    String participle() {
        return participle;
    }

    /** The state of what it was decided about. */
    public ContributionState state() {
        return ContributionState.valueOf(name());
    }

    /** Whether it may be decided about what stands there, without anything in between. */
    boolean follows(ContributionState state) {
        return from.contains(state);
    }

    /** Whether it needs that nobody's objection stands. */
    boolean byConsensus() {
        return state().carried();
    }

    /** Whether what is allocated has to be opened before. */
    boolean afterOpening() {
        return from.contains(OPEN) && !from.contains(ALLOCATED);
    }

    /**
     * What can be decided about a contribution, in the order in which a chair looks for it.
     *
     * @param type agendas, minutes and reports need no place on the agenda
     */
    public static List<Outcome> after(ContributionState state, ContributionType type) {
        return Arrays.stream(values())
                .filter(outcome -> outcome != REPLIED || type == ContributionType.LS)
                .filter(outcome -> outcome.follows(state)
                        || (outcome.afterOpening()
                                && (state == ALLOCATED || (state == SUBMITTED && type.needsNoPlace()))))
                .toList();
    }

    public static Optional<Outcome> byName(String name) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
