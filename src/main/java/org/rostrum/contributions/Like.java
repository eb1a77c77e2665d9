package org.rostrum.contributions;

/** Patterns for SQL's LIKE. */
final class Like {

    private Like() {}

    /** What was typed is looked for as it stands: its percent signs are no wildcards. */
    static String containing(String typed) {
        return "%" + typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
