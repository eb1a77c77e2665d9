package org.rostrum.access;

/** As what somebody comes to a place: the columns of the table "Who may do what", {@link Act}. */
public enum Role {
    /** Anybody, signed in or not. */
    PUBLIC("public"),
    /** Invited by a member to this meeting. */
    GUEST("guest"),
    /** Represents a member in good standing. */
    DELEGATE("delegate"),
    EDITOR("editor"),
    SECRETARY("secretary"),
    /** Chair or vice-chair of the group. */
    CHAIR("chair"),
    TEST_STAFF("test staff"),
    STAFF("staff");

    private final String label;

    Role(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
