package org.rostrum.sheets;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What stands in a cell.
 *
 * @param text without blanks around it; never empty
 * @param exact whether the file says that it is text; if not, a spreadsheet may have taken it for a number on the way,
 *     and 7.10 has become 7.1
 * @param formula whether a formula made it
 */
record SheetCell(String text, boolean exact, boolean formula) {

    /** Whether a spreadsheet that takes what it reads for numbers makes this of a text: 7.1 of 7.10, never the other way. */
    boolean couldHaveBeen(String original) {
        if (exact || (text.matches(".*[.,].*0") && text.indexOf('E') < 0)) {
            return false;
        }
        Optional<BigDecimal> mine = number(text);
        return mine.isPresent()
                && number(original)
                        .filter(theirs -> theirs.compareTo(mine.get()) == 0)
                        .isPresent();
    }

    private static Optional<BigDecimal> number(String text) {
        if (text.length() > 40 || !text.matches("[+-]?(\\d+([.,]\\d*)?|[.,]\\d+)([eE][+-]?\\d{1,3})?")) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text.replace(',', '.')));
    }
}
