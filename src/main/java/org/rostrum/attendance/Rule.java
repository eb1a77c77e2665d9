package org.rostrum.attendance;

/**
 * By what somebody counts as having been in a session, the surest first. Of a door one knows that somebody was in the
 * house, not in which of its rooms. So the door counts where they were meant to be: in sessions of groups that they take
 * part in or hold an office in, of a part that they registered for, and in those for everybody; and not where somebody
 * counted them in another session at that time. To count everybody who was in the house in each of three parallel rooms
 * would make the record useless; to count nobody without a scan at each room's door would make it empty.
 */
public enum Rule {
    SESSION("counted in the session"),
    MEETING("in the meeting's room"),
    DOOR("in the house, by the door");

    private final String label;

    Rule(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
