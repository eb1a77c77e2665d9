package org.rostrum.shared;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows of a file, by the columns of its kind. */
public record CsvSheet(List<Line> lines) {

    public static final int MOST_ROWS = 20_000;

    private static final String FIELD = "file";

    /**
     * One row.
     *
     * @param number as a spreadsheet counts, the header being row 1
     */
    public record Line(int number, Map<String, String> values) {

        /** Without blanks around it; empty where there is nothing. */
        public String get(String column) {
            return values.getOrDefault(column, "");
        }
    }

    /**
     * Refuses a header that does not fit, naming what is wrong.
     *
     * @param what the rows are, in words
     */
    public static CsvSheet read(String text, List<CsvColumn> columns, String what) {
        List<CsvRecord> records = records(text);
        if (records.isEmpty() || blank(records.getFirst())) {
            throw Refusal.invalid(
                    FIELD, "The first row must name the columns: " + names(columns) + ". The template has them.");
        }
        List<String> header = header(records.getFirst(), columns, what);
        List<Line> lines = new ArrayList<>();
        for (int i = 1; i < records.size(); i++) {
            if (!blank(records.get(i))) {
                lines.add(line(i + 1, records.get(i), header));
            }
        }
        if (lines.isEmpty()) {
            throw Refusal.invalid(FIELD, "There is no row below the header.");
        }
        return new CsvSheet(lines);
    }

    /**
     * The rows of a file as they stand there, for whoever reads its header in a way of their own. Blank ones are kept, so
     * that a row's place is its number.
     */
    public static List<List<String>> rows(String text) {
        return records(text).stream()
                .map(record -> record.getFields().stream()
                        .map(value -> SafeCsv.withoutGuard(value.strip()))
                        .toList())
                .toList();
    }

    private static List<CsvRecord> records(String text) {
        List<CsvRecord> records = new ArrayList<>();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(separator(text))
                .skipEmptyLines(false)
                .commentStrategy(CommentStrategy.NONE)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .ofCsvRecord(text)) {
            for (CsvRecord record : csv) {
                if (records.size() > MOST_ROWS && !blank(record)) {
                    throw Refusal.invalid(FIELD, "There are more than 20,000 rows. Split the file into several.");
                }
                records.add(record);
            }
        } catch (CsvParseException e) {
            throw Refusal.invalid(
                    FIELD,
                    "The table cannot be read: a quotation mark that was opened is not closed, or is in the wrong "
                            + "place. Save it again as CSV.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    /** What stands most often in the header, outside of quotes. */
    private static char separator(String text) {
        Map<Character, Integer> seen = new HashMap<>();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '\n' || c == '\r') && !seen.isEmpty()) {
                break;
            } else if (!quoted && (c == ',' || c == ';' || c == '\t')) {
                seen.merge(c, 1, Integer::sum);
            }
        }
        return seen.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(',');
    }

    private static boolean blank(CsvRecord record) {
        return record.getFields().stream().allMatch(String::isBlank);
    }

    private static List<String> header(CsvRecord record, List<CsvColumn> columns, String what) {
        Map<String, String> known =
                columns.stream().collect(Collectors.toMap(column -> key(column.name()), CsvColumn::name));
        List<String> header = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (String typed : record.getFields()) {
            String name = known.getOrDefault(key(typed), "");
            if (name.isEmpty() && !typed.isBlank()) {
                wrong.add("\"" + typed.strip() + "\" is no column of this kind");
            } else if (!name.isEmpty() && header.contains(name)) {
                wrong.add("\"" + name + "\" is there twice");
            }
            header.add(name);
        }
        columns.stream()
                .filter(column -> column.required() && !header.contains(column.name()))
                .forEach(column -> wrong.add("\"" + column.name() + "\" is missing"));
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(
                    FIELD,
                    "The columns do not fit " + what.toLowerCase(Locale.ROOT) + ": " + String.join("; ", wrong)
                            + ". The columns are " + names(columns) + ".");
        }
        return header;
    }

    private static String names(List<CsvColumn> columns) {
        return columns.stream().map(CsvColumn::name).collect(Collectors.joining(", "));
    }

    /** Forgiving in case, blanks and hyphens, and in how English spells an organisation. */
    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "").replace("organization", "organisation");
    }

    private static Line line(int number, CsvRecord record, List<String> header) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < Math.min(header.size(), record.getFieldCount()); i++) {
            if (!header.get(i).isEmpty()) {
                values.put(
                        header.get(i), SafeCsv.withoutGuard(record.getField(i).strip()));
            }
        }
        return new Line(number, values);
    }
}
