package org.rostrum.contributions;

/** Whether a liaison statement came from elsewhere, or is to go there. */
public enum LiaisonDirection {
    IN("Incoming"),
    OUT("Outgoing");

    private final String label;

    LiaisonDirection(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
