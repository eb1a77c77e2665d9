package org.rostrum.agendas.outputs;

/** Text as files can hold it. */
final class Printable {

    private Printable() {}

    /**
     * Without what XML cannot write, and without marks that turn the reading direction: they would reach past their own
     * text into the lines around it. The letters themselves say which way they read.
     */
    static String of(String text) {
        if (text.codePoints().allMatch(Printable::prints)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().filter(Printable::prints).forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static boolean prints(int c) {
        boolean turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
        boolean noCharacter = (c & 0xFFFE) == 0xFFFE || Character.getType(c) == Character.SURROGATE;
        return !turns && !control && !noCharacter && c != 0xFEFF;
    }
}
