package org.rostrum.contributions;

import java.util.Arrays;
import java.util.Optional;

/** What sort of document a contribution is. */
public enum ContributionType {
    INP("INP", "Input"),
    CR("CR", "Change request"),
    PCR("pCR", "Proposed text"),
    LS("LS", "Liaison statement"),
    AGD("AGD", "Agenda"),
    MINS("MINS", "Minutes"),
    WID("WID", "Work item description"),
    REP("REP", "Report"),
    DISC("DISC", "Discussion paper");

    private final String code;
    private final String label;

    ContributionType(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** As in contribution numbers, in the API and in the database. */
    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    /** Liaison statements come when others send them; agendas, reports and minutes are the meeting's own. */
    public boolean exemptFromDeadline() {
        return this == LS || this == AGD || this == REP || this == MINS;
    }

    /** The meeting's own papers are decided about without a place of their own on the agenda. */
    public boolean needsNoPlace() {
        return this == AGD || this == REP || this == MINS;
    }

    public static Optional<ContributionType> byCode(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }

    static ContributionType of(String code) {
        return byCode(code).orElseThrow(() -> new IllegalArgumentException(code));
    }
}
