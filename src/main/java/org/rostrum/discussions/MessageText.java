package org.rostrum.discussions;

import java.util.regex.Pattern;
import org.rostrum.shared.Refusal;

/**
 * What somebody typed, fit to be shown among other people's words: newlines of one kind, and none of the characters that
 * have no look of their own but change the look of what stands around them.
 */
record MessageText(String value) {

    static final int LONGEST = 20_000;

    private static final Pattern NEWLINE = Pattern.compile("\\r\\n?|[\\u2028\\u2029\\u0085]");

    /** Control characters, and those that override or isolate the direction of writing. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|[\\u202A-\\u202E\\u2066-\\u2069\\uFEFF\\uFFFE\\uFFFF]");

    private static final Pattern HALF_CHARACTER = Pattern.compile("\\p{Cs}");

    /** No script stacks more marks on a letter than this; who does wants to write over the lines around. */
    private static final Pattern TOWER = Pattern.compile("(\\p{Mn}{8})\\p{Mn}+");

    private static final Pattern OUTER_BLANK_LINES = Pattern.compile("\\A(?:[ \\t]*\\n)+|\\s+\\z");

    /** @throws Refusal when nothing is left, or too much */
    static MessageText of(String typed) {
        if (typed.length() > 2 * LONGEST) {
            throw tooLong();
        }
        String text = isSimple(typed) ? typed : cleaned(typed);
        if (isSpaceAround(text)) {
            text = OUTER_BLANK_LINES.matcher(text).replaceAll("");
        }
        if (text.isBlank()) {
            throw Refusal.invalid("text", "Write something first.");
        }
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw tooLong();
        }
        return new MessageText(text);
    }

    /** Whether it holds nothing but what most messages do, which spares them the search for all that may be wrong. */
    private static boolean isSimple(String typed) {
        return typed.chars()
                .allMatch(c -> (c >= ' ' && c < '\u007F') || c == '\n' || c == '\t' || (c >= '\u00A0' && c < '\u0300'));
    }

    private static boolean isSpaceAround(String text) {
        return !text.isEmpty()
                && (Character.isWhitespace(text.charAt(0)) || Character.isWhitespace(text.charAt(text.length() - 1)));
    }

    private static String cleaned(String typed) {
        String text = NEWLINE.matcher(typed).replaceAll("\n");
        text = INVISIBLE.matcher(text).replaceAll("");
        text = HALF_CHARACTER.matcher(text).replaceAll("\uFFFD");
        return TOWER.matcher(text).replaceAll("$1");
    }

    private static Refusal tooLong() {
        return Refusal.invalid(
                "text", "A message holds at most 20,000 characters. Send it in parts, or upload it as a contribution.");
    }
}
