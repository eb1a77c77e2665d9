package org.rostrum.documents;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The name a file came with: kept to be shown, never used to find a file or to decide what it is. */
record FileName(String value) {

    private static final int LONGEST = 200;

    /**
     * Only the last part of a path, without characters that could break a header or make a name read as another one
     * ("exe.cod" written from right to left).
     */
    static FileName of(@Nullable String given) {
        String name = given == null ? "" : given;
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        StringBuilder clean = new StringBuilder();
        name.codePoints()
                .filter(c -> !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.SURROGATE
                        && Character.getType(c) != Character.LINE_SEPARATOR
                        && Character.getType(c) != Character.PARAGRAPH_SEPARATOR)
                .forEach(clean::appendCodePoint);
        String kept = clean.toString().strip();
        int excess = kept.codePointCount(0, kept.length()) - LONGEST;
        if (excess > 0) {
            // The end tells more than the beginning: it holds the extension.
            kept = kept.substring(kept.offsetByCodePoints(0, excess));
        }
        return new FileName(kept.isEmpty() || kept.chars().allMatch(c -> c == '.') ? "unnamed" : kept);
    }

    /** In lower case and without the dot; empty where there is none. */
    String extension() {
        int dot = value.lastIndexOf('.');
        return dot < 0 ? "" : value.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
