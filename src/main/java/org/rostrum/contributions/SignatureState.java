package org.rostrum.contributions;

/** Where a request to sign stands. */
public enum SignatureState {
    ASKED("Asked"),
    SIGNED("Signed"),
    DECLINED("Declined"),
    /** Signed, and no longer. */
    TAKEN_BACK("Taken back"),
    /** The author no longer asks. */
    WITHDRAWN("Withdrawn");

    private final String label;

    SignatureState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
