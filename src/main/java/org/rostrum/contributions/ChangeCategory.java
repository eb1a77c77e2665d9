package org.rostrum.contributions;

/** What sort of change a change request asks for. */
public enum ChangeCategory {
    NEW_FUNCTIONALITY("New functionality"),
    MAJOR_CHANGE("Major change"),
    BUG_FIX("Bug fix"),
    CLERICAL("Clerical");

    private final String label;

    ChangeCategory(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
