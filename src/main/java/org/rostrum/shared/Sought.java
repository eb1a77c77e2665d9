package org.rostrum.shared;

import org.jspecify.annotations.Nullable;

/** What somebody looks for in a list, as it stands in the address bar; empty for everything. */
public record Sought(String text) {

    private static final int LONGEST = 200;

    public static Sought of(@Nullable String typed) {
        String text = typed == null
                ? ""
                : typed.replace("\u0000", "").replaceAll("\\s+", " ").strip();
        return new Sought(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }

    public boolean any() {
        return !text.isEmpty();
    }

    /**
     * For SQL's LIKE, compared in the database's own lower case, which need not be Java's. What was typed is looked for as
     * it stands, percent signs too.
     */
    public String like() {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
