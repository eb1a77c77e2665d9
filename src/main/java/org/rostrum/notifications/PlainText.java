package org.rostrum.notifications;

/**
 * What is said, made fit for a line of a list and for the headers of a mail: a title of one line, nothing that steers a
 * terminal or a mail program, and no longer than is kept. What is too long is cut, because to refuse it would refuse the
 * change that it tells of.
 */
record PlainText(String title, String text) {

    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_TEXT = 10_000;

    static PlainText of(String title, String text) {
        return new PlainText(
                cut(line(title), LONGEST_TITLE),
                cut(printable(text.replace("\r\n", "\n").replace('\r', '\n')).strip(), LONGEST_TEXT));
    }

    static String line(String text) {
        return printable(text.replaceAll("[\\s\\u2028\\u2029\\u0085]+", " ")).strip();
    }

    private static String printable(String text) {
        return text.codePoints()
                .filter(c -> c == '\n' || c == '\t' || !(Character.isISOControl(c) || turnsDirection(c) || alone(c)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean turnsDirection(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    private static boolean alone(int c) {
        return Character.getType(c) == Character.SURROGATE;
    }

    /** By characters as the database counts them, never through the middle of one. */
    private static String cut(String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, longest - 1)).stripTrailing() + "…";
    }
}
