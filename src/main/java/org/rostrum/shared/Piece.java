package org.rostrum.shared;

/** A stretch of a text that is compared with an earlier one. */
public record Piece(Mark mark, String text) {

    /** What became of it. */
    public enum Mark {
        SAME,
        INSERTED,
        DELETED
    }

    static Piece same(String text) {
        return new Piece(Mark.SAME, text);
    }

    public boolean inserted() {
        return mark == Mark.INSERTED;
    }

    public boolean deleted() {
        return mark == Mark.DELETED;
    }
}
