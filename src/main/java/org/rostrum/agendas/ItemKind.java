package org.rostrum.agendas;

/** What an item of an agenda is. */
public enum ItemKind {
    NORMAL("Item"),
    /** Nothing is treated; it takes time and has no number, and nothing stands under it. */
    BREAK("Break"),
    /** For the officers only, and so is whatever stands under it. Numbered apart, so that members miss no number. */
    INTERNAL("Internal");

    private final String label;

    ItemKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
