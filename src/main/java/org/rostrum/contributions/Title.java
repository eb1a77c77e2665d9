package org.rostrum.contributions;

import org.rostrum.shared.Refusal;

/** What a contribution is called, and the rules for other lines of text beside it. */
record Title(String value) {

    static final int LONGEST = 250;
    static final int LONGEST_SOURCE = 200;
    static final int LONGEST_ABSTRACT = 10_000;

    static Title of(String typed) {
        String title = line("title", "title", typed, LONGEST);
        if (title.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT)) {
            throw Refusal.invalid("title", "Give the contribution a title.");
        }
        return new Title(title);
    }

    /** One line without characters that would hide or reorder what it says. */
    static String line(String field, String word, String typed, int longest) {
        String text = typed.strip();
        if (text.codePoints().anyMatch(Title::forbidden)) {
            throw Refusal.invalid(
                    field,
                    "The " + word + " holds control characters or marks that turn the reading direction. "
                            + "Type it anew instead of pasting it.");
        }
        return bounded(field, word, text, longest);
    }

    /** What of a text {@link #line} takes. */
    static String allowed(String text) {
        return text.codePoints()
                .filter(c -> !forbidden(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static String paragraphs(String field, String word, String typed, int longest) {
        String text = typed.strip().replace("\r\n", "\n");
        if (text.codePoints().anyMatch(c -> c != '\n' && c != '\t' && forbidden(c))) {
            throw Refusal.invalid(
                    field, "The " + word + " holds control characters or marks that turn the reading direction.");
        }
        return bounded(field, word, text, longest);
    }

    private static String bounded(String field, String word, String text, int longest) {
        int length = text.codePointCount(0, text.length());
        if (length > longest) {
            throw Refusal.invalid(
                    field,
                    "The %s has %,d characters; up to %,d are taken. Shorten it.".formatted(word, length, longest));
        }
        return text;
    }

    private static boolean forbidden(int c) {
        boolean turnsDirection = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return turnsDirection
                || Character.isISOControl(c)
                || c == 0x2028
                || c == 0x2029
                || Character.getType(c) == Character.SURROGATE;
    }
}
