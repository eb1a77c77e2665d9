package org.rostrum.sheets;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list as a file said it.
 *
 * @param columns that the file has
 * @param unread heads of columns that nothing is read from
 */
record SheetTable(List<SheetColumn> columns, List<String> unread, List<Line> lines) {

    /** @param number as a spreadsheet counts */
    record Line(int number, Map<SheetColumn, SheetCell> cells) {

        @Nullable SheetCell cell(SheetColumn column) {
            return cells.get(column);
        }

        String text(SheetColumn column) {
            SheetCell cell = cells.get(column);
            return cell == null ? "" : cell.text();
        }
    }
}
