package org.rostrum.meetings;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Refusal;

/** What happens to a contribution that comes after the deadline. */
public enum LatePolicy {
    ACCEPT("Taken, marked late and handled last"),
    /** Marked late too. */
    PASS("Taken with the chair's late pass only"),
    REFUSE("Refused");

    private final String label;

    LatePolicy(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    static LatePolicy chosen(@Nullable String name) {
        return Arrays.stream(values())
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("latePolicy", "Say what happens to what comes late."));
    }
}
