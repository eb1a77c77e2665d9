package org.rostrum.shared;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes CSV for spreadsheets. They take a value that begins with one of these signs for a formula, and run it: an
 * organisation may choose its name. An apostrophe before it makes it text; reading takes that away again.
 */
public final class SafeCsv {

    private static final String FORMULA = "=+-@\t\r";

    private SafeCsv() {}

    /** With the mark by which Excel knows UTF-8. */
    public static String write(List<List<String>> rows) {
        var text = new StringWriter();
        text.write('\uFEFF');
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            rows.forEach(
                    row -> csv.writeRecord(row.stream().map(SafeCsv::guarded).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String guarded(String value) {
        return beginsFormula(value.replaceFirst("^'+", "")) ? "'" + value : value;
    }

    public static String withoutGuard(String value) {
        return value.startsWith("'") && beginsFormula(value.replaceFirst("^'+", "")) ? value.substring(1) : value;
    }

    private static boolean beginsFormula(String value) {
        return !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0;
    }
}
