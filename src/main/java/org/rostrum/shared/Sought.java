package org.rostrum.shared;

import java.util.Locale;
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

    /** For SQL's LIKE against what is in lower case: what was typed is looked for as it stands, percent signs too. */
    public String like() {
        String plain = text.toLowerCase(Locale.ROOT);
        return "%" + plain.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
