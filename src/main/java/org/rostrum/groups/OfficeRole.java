package org.rostrum.groups;

/** What somebody does in a group, for a term. */
public enum OfficeRole {
    CHAIR("Chair"),
    VICE_CHAIR("Vice-chair"),
    SECRETARY("Secretary"),
    EDITOR("Editor"),
    PARTICIPANT("Participant");

    private final String label;

    OfficeRole(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether the group's meetings are prepared and run by whoever holds it. */
    public boolean leads() {
        return this == CHAIR || this == VICE_CHAIR || this == SECRETARY;
    }
}
