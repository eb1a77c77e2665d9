package org.rostrum.sheets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.CsvText;
import org.rostrum.shared.Refusal;

/** The rows of a workbook's first sheet that is shown. What it unpacks to is measured before anything of it is read. */
final class ExcelReader {

    /** Lists of 20,000 rows stay below it. */
    static final long LARGEST_UNPACKED = 48L * 1024 * 1024;

    private static final int MOST_PARTS = 500;

    /** Wider than any list of documents: what lies beyond is nothing that is read. */
    private static final int MOST_COLUMNS = 200;

    /** How workbooks write letters that XML has no place for (ECMA-376, 22.9.2.19), and that way of writing itself. */
    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private ExcelReader() {}

    /** Any package of parts: whatever else it is, it is no text. */
    static boolean looksLikeOne(byte[] bytes) {
        return bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3 && bytes[3] == 4;
    }

    static void read(byte[] bytes, SheetReader reader) {
        if (bytes.length > CsvText.LARGEST) {
            throw Refusal.of(
                    Refusal.Reason.TOO_LARGE,
                    SheetReader.FIELD,
                    "The file is larger than 8 MB. Split it into several.");
        }
        requireModest(bytes);
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(bytes))) {
            Sheet sheet = book.getSheets()
                    .filter(one -> one.getVisibility() == SheetVisibility.VISIBLE)
                    .findFirst()
                    .orElseThrow(ExcelReader::unreadable);
            try (Stream<Row> rows = sheet.openStream()) {
                rows.forEach(row -> reader.take(row.getRowNum(), cells(row)));
            }
        } catch (IOException | ExcelReaderException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw unreadable();
        }
    }

    private static Refusal unreadable() {
        return Refusal.invalid(
                SheetReader.FIELD,
                "This cannot be read as an Excel workbook. Save the list as .xlsx or as CSV (UTF-8), and choose that.");
    }

    private static void requireModest(byte[] bytes) {
        long unpacked = 0;
        int parts = 0;
        byte[] buffer = new byte[64 * 1024];
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                .get()) {
            for (Enumeration<ZipArchiveEntry> entries = zip.getEntries(); entries.hasMoreElements(); ) {
                try (InputStream part = zip.getInputStream(entries.nextElement())) {
                    parts++;
                    for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
                        unpacked += read;
                        if (unpacked > LARGEST_UNPACKED || parts > MOST_PARTS) {
                            throw Refusal.of(
                                    Refusal.Reason.TOO_LARGE,
                                    SheetReader.FIELD,
                                    "What the workbook unpacks to is larger than any list of contributions. Copy the"
                                            + " list into a new workbook, without pictures, and choose that.");
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw unreadable();
        }
    }

    private static List<@Nullable SheetCell> cells(Row row) {
        List<@Nullable SheetCell> cells = new ArrayList<>();
        for (int i = 0; i < Math.min(row.getCellCount(), MOST_COLUMNS); i++) {
            Cell cell = row.getCell(i);
            cells.add(cell == null ? null : cell(cell));
        }
        return cells;
    }

    private static @Nullable SheetCell cell(Cell cell) {
        boolean formula = cell.getType() == CellType.FORMULA;
        String raw = Optional.ofNullable(cell.getRawValue()).orElse("");
        String text = cell.getType() == CellType.NUMBER
                ? number(raw)
                : unescaped(cell.getText()).strip();
        if (formula) {
            return new SheetCell(text.isEmpty() ? "=" : text, false, true);
        }
        return text.isEmpty() ? null : new SheetCell(text, cell.getType() == CellType.STRING, false);
    }

    /** As it is shown, not as it is computed: 7.1, not 7.0999999999999996. */
    private static String number(String raw) {
        try {
            double value = Double.parseDouble(raw);
            return Double.isFinite(value)
                    ? new BigDecimal(value, new MathContext(15))
                            .stripTrailingZeros()
                            .toPlainString()
                    : raw;
        } catch (NumberFormatException e) {
            return raw;
        }
    }

    private static String unescaped(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        var plain = new StringBuilder();
        Matcher matcher = ESCAPED.matcher(text);
        while (matcher.find()) {
            char letter = (char) Integer.parseInt(matcher.group(1), 16);
            matcher.appendReplacement(
                    plain,
                    Matcher.quoteReplacement(
                            letter == 0 || Character.isSurrogate(letter) ? matcher.group() : String.valueOf(letter)));
        }
        return matcher.appendTail(plain).toString();
    }

    /** So that a text which happens to look like it is read as it is. */
    static String escaped(String text) {
        return text.contains("_x") ? ESCAPED.matcher(text).replaceAll("_x005F_x$1_") : text;
    }
}
