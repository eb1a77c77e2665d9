package org.rostrum.contributions;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** States that people ask for together. */
public enum StateGroup {
    WAITING(
            "Waiting for a decision",
            state -> state == ContributionState.SUBMITTED
                    || state == ContributionState.ALLOCATED
                    || state == ContributionState.OPEN),
    AWAITED("Revision awaited", state -> state == ContributionState.REVISED),
    CARRIED("Agreed, approved, endorsed", ContributionState::carried),
    DONE("Done", ContributionState::done);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // Nobody changes it, and a copy would lose the enum's own set.
    private final Set<ContributionState> states;

    StateGroup(String label, Predicate<ContributionState> belongs) {
        this.label = label;
        Set<ContributionState> those = EnumSet.noneOf(ContributionState.class);
        Arrays.stream(ContributionState.values()).filter(belongs).forEach(those::add);
        this.states = Collections.unmodifiableSet(those);
    }

    public String label() {
        return label;
    }

    /** As addresses say it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Set<ContributionState> states() {
        return states;
    }

    static Optional<StateGroup> byCode(String code) {
        return Arrays.stream(values())
                .filter(known -> known.name().equalsIgnoreCase(code))
                .findFirst();
    }
}
