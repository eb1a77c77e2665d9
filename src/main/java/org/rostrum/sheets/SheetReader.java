package org.rostrum.sheets;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.CsvSheet;
import org.rostrum.shared.CsvText;
import org.rostrum.shared.Refusal;
import org.rostrum.sheets.SheetTable.Line;

/** Takes rows as they come, finds the head among the first of them, and keeps what stands in the columns it knows. */
final class SheetReader {

    static final String FIELD = "file";

    /** Lists begin with the name of the meeting, or a date, at most. */
    private static final int HEAD_WITHIN = 20;

    private static final int LONGEST_HEAD = 60;
    private static final int MOST_UNREAD = 60;

    private final List<String> unread = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private int above;
    private @Nullable List<Optional<SheetColumn>> head;

    private SheetReader() {}

    /** @param windows1252 how a CSV file without a mark is meant */
    static SheetTable read(byte[] bytes, boolean windows1252) {
        var reader = new SheetReader();
        if (ExcelReader.looksLikeOne(bytes)) {
            ExcelReader.read(bytes, reader);
        } else {
            List<List<String>> rows = CsvSheet.rows(CsvText.decode(bytes, windows1252));
            for (int i = 0; i < rows.size(); i++) {
                reader.take(i + 1, cells(rows.get(i)));
            }
        }
        return reader.table();
    }

    private static List<@Nullable SheetCell> cells(List<String> values) {
        List<@Nullable SheetCell> cells = new ArrayList<>();
        values.forEach(value -> cells.add(value.isEmpty() ? null : new SheetCell(value, false, false)));
        return cells;
    }

    void take(int number, List<@Nullable SheetCell> cells) {
        if (cells.stream().allMatch(cell -> cell == null)) {
            return;
        }
        if (head == null) {
            begin(cells);
            return;
        }
        if (lines.size() == CsvSheet.MOST_ROWS) {
            throw Refusal.invalid(FIELD, "There are more than 20,000 rows. Split the file into several.");
        }
        Map<SheetColumn, SheetCell> known = new EnumMap<>(SheetColumn.class);
        for (int i = 0; i < Math.min(cells.size(), head.size()); i++) {
            SheetCell cell = cells.get(i);
            if (cell != null) {
                head.get(i).ifPresent(column -> known.put(column, cell));
            }
        }
        if (!known.isEmpty()) {
            lines.add(new Line(number, known));
        }
    }

    private void begin(List<@Nullable SheetCell> cells) {
        List<Optional<SheetColumn>> columns = new ArrayList<>();
        for (SheetCell cell : cells) {
            columns.add(cell == null ? Optional.empty() : SheetColumn.named(cell.text()));
        }
        if (!columns.contains(Optional.of(SheetColumn.NUMBER))) {
            above++;
            if (above == HEAD_WITHIN) {
                throw noHead();
            }
            return;
        }
        for (int i = 0; i < columns.size(); i++) {
            Optional<SheetColumn> column = columns.get(i);
            if (column.isPresent() && columns.subList(0, i).contains(column)) {
                throw Refusal.invalid(
                        FIELD,
                        "Two columns are the column “" + column.get().header()
                                + "”. Take one of them out, or give it another head.");
            }
            SheetCell cell = cells.get(i);
            if (column.isEmpty() && cell != null && unread.size() < MOST_UNREAD) {
                String text = cell.text();
                unread.add(text.length() > LONGEST_HEAD ? text.substring(0, LONGEST_HEAD - 1) + "…" : text);
            }
        }
        if (columns.stream()
                .noneMatch(column -> column.filter(SheetColumn::changes).isPresent())) {
            throw Refusal.invalid(
                    FIELD,
                    "The file has no column that could change anything. Those are Agenda item and Disposition, with what"
                            + " belongs to it.");
        }
        head = columns;
    }

    private static Refusal noHead() {
        return Refusal.invalid(
                FIELD,
                "No row names the columns, among them “" + SheetColumn.NUMBER.header()
                        + "” (or “TDoc”). Export the list, and change that.");
    }

    private SheetTable table() {
        if (head == null) {
            throw noHead();
        }
        if (lines.isEmpty()) {
            throw Refusal.invalid(FIELD, "There is no row below the head.");
        }
        return new SheetTable(
                head.stream().flatMap(Optional::stream).toList(), List.copyOf(unread), List.copyOf(lines));
    }
}
