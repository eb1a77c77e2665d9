package org.rostrum.contributions;

import java.util.Arrays;
import java.util.Optional;

/** What the meeting is asked to do with a contribution; the field says "for". */
public enum Purpose {
    AGREEMENT("Agreement"),
    APPROVAL("Approval"),
    DECISION("Decision"),
    DISCUSSION("Discussion"),
    INFORMATION("Information"),
    ACTION("Action"),
    ENDORSEMENT("Endorsement"),
    PRESENTATION("Presentation");

    private final String label;

    Purpose(String label) {
        this.label = label;
    }

    /** Also how the API and the database write it. */
    public String label() {
        return label;
    }

    public static Optional<Purpose> byLabel(String label) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.label.equals(label))
                .findFirst();
    }

    static Purpose of(String label) {
        return byLabel(label).orElseThrow(() -> new IllegalArgumentException(label));
    }
}
