package org.rostrum.staff;

import java.util.List;

/** One page of a register, and how many there are in all. */
record Listed<T>(List<T> rows, int total, int page, int perPage) {

    public int pages() {
        return pages(total, perPage);
    }

    private static int pages(int total, int perPage) {
        return Math.max(1, (total + perPage - 1) / perPage);
    }

    /** The page nearest to the one asked for: somebody's old link may name one that is gone. */
    static int within(int asked, int total, int perPage) {
        return Math.clamp(asked, 1, pages(total, perPage));
    }
}
