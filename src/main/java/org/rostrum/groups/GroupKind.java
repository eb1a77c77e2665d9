package org.rostrum.groups;

public enum GroupKind {
    WORKING_GROUP("Working group"),
    COMMITTEE("Committee"),
    PLENARY("Plenary");

    private final String label;

    GroupKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
