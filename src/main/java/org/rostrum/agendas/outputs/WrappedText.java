package org.rostrum.agendas.outputs;

/** Text in lines that hold a number of columns; letters of the Far East and pictures take two. */
final class WrappedText {

    static final int COLUMNS = 72;

    private final StringBuilder lines = new StringBuilder();

    void line(String line) {
        lines.append(line.stripTrailing()).append('\n');
    }

    /**
     * Breaks between words, and within one that is longer than a line.
     *
     * @param start what the first line begins with; the others are indented as far
     */
    void paragraph(String start, String text) {
        String indent = " ".repeat(start.length());
        String begin = start;
        for (String said : text.split("\n", -1)) {
            begin = wrapped(begin, indent, said);
        }
    }

    private String wrapped(String begin, String indent, String said) {
        StringBuilder line = new StringBuilder(begin);
        int columns = begin.length();
        boolean empty = true;
        for (String word : said.strip().split("\\s+", -1)) {
            int width = width(word);
            if (!empty && columns + 1 + width > COLUMNS) {
                line(line.toString());
                line = new StringBuilder(indent);
                columns = indent.length();
                empty = true;
            }
            if (!empty) {
                line.append(' ');
                columns++;
            }
            empty = false;
            for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
                int letter = word.codePointAt(i);
                if (columns + width(letter) > COLUMNS) {
                    line(line.toString());
                    line = new StringBuilder(indent);
                    columns = indent.length();
                }
                line.appendCodePoint(letter);
                columns += width(letter);
            }
        }
        line(line.toString());
        return indent;
    }

    static int width(String text) {
        return text.codePoints().map(WrappedText::width).sum();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
        return wide ? 2 : 1;
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
