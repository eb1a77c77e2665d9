package org.rostrum.staff;

import java.util.List;

/** One page of a register, and how many there are in all. */
record Listed<T>(List<T> rows, int total, int page, int perPage) {

    public int pages() {
        return Math.max(1, (total + perPage - 1) / perPage);
    }
}
