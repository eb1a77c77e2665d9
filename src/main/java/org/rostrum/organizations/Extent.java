package org.rostrum.organizations;

/** How far a level has a right. */
public enum Extent {
    NO("No"),
    YES("Yes"),
    /** No, but yes for those who chair the group concerned. */
    WHEN_CHAIR("When chair");

    private final String label;

    Extent(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
