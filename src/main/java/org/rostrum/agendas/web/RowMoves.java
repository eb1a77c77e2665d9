package org.rostrum.agendas.web;

import java.util.ArrayList;
import java.util.List;
import org.rostrum.agendas.Outline;
import org.rostrum.agendas.web.DraftForm.Row;

/**
 * Moves within an outline of rows. An item takes along those below it, and a move that would leave the outline without
 * its shape does nothing. The editor's script does the same in the browser (agenda-outline.js).
 */
final class RowMoves {

    private RowMoves() {}

    /** Before the sibling above; out of reach of one, to the end of the parent's sibling above. */
    static List<Row> up(List<Row> rows, int index) {
        if (outside(rows, index)) {
            return rows;
        }
        int depth = rows.get(index).depth();
        for (int above = index - 1; above >= 0; above--) {
            if (rows.get(above).depth() == depth) {
                return moved(rows, index, above);
            }
            if (rows.get(above).depth() < depth) {
                return above > 0 && rows.get(above - 1).depth() >= depth - 1 ? moved(rows, index, above) : rows;
            }
        }
        return rows;
    }

    /** After the sibling below; out of reach of one, to the beginning of the parent's sibling below. */
    static List<Row> down(List<Row> rows, int index) {
        if (outside(rows, index)) {
            return rows;
        }
        int depth = rows.get(index).depth();
        int next = end(rows, index);
        if (next == rows.size()) {
            return rows;
        }
        if (rows.get(next).depth() == depth) {
            return moved(rows, index, end(rows, next));
        }
        return rows.get(next).depth() == depth - 1 ? moved(rows, index, next + 1) : rows;
    }

    /** One level deeper, under the item above. */
    static List<Row> indented(List<Row> rows, int index) {
        if (outside(rows, index)
                || index == 0
                || rows.get(index).depth() > rows.get(index - 1).depth()) {
            return rows;
        }
        return shifted(rows, index, 1);
    }

    /** One level up, after the parent. */
    static List<Row> outdented(List<Row> rows, int index) {
        return outside(rows, index) || rows.get(index).depth() <= 0 ? rows : shifted(rows, index, -1);
    }

    /** An empty row below; as the first child where there are children, so that none changes its parent. */
    static List<Row> below(List<Row> rows, int index) {
        List<Row> more = new ArrayList<>(rows);
        if (outside(rows, index)) {
            more.add(Row.EMPTY);
        } else {
            int depth = rows.get(index).depth();
            boolean parent = index + 1 < rows.size() && rows.get(index + 1).depth() > depth;
            more.add(index + 1, Row.EMPTY.at(parent ? depth + 1 : depth));
        }
        return more;
    }

    /** Without this one; those below it take its level. */
    static List<Row> without(List<Row> rows, int index) {
        if (outside(rows, index)) {
            return rows;
        }
        List<Row> fewer = new ArrayList<>(rows);
        for (int i = index + 1; i < end(rows, index); i++) {
            fewer.set(i, rows.get(i).at(rows.get(i).depth() - 1));
        }
        fewer.remove(index);
        return fewer;
    }

    private static boolean outside(List<Row> rows, int index) {
        return index < 0 || index >= rows.size();
    }

    /** Where the item and those below it end. */
    private static int end(List<Row> rows, int index) {
        int end = index + 1;
        while (end < rows.size() && rows.get(end).depth() > rows.get(index).depth()) {
            end++;
        }
        return end;
    }

    private static List<Row> moved(List<Row> rows, int index, int to) {
        int end = end(rows, index);
        List<Row> block = rows.subList(index, end);
        List<Row> moved = new ArrayList<>(rows.size());
        for (int i = 0; i <= rows.size(); i++) {
            if (i == to) {
                moved.addAll(block);
            }
            if (i < rows.size() && (i < index || i >= end)) {
                moved.add(rows.get(i));
            }
        }
        return moved;
    }

    private static List<Row> shifted(List<Row> rows, int index, int by) {
        int end = end(rows, index);
        List<Row> shifted = new ArrayList<>(rows);
        for (int i = index; i < end; i++) {
            if (rows.get(i).depth() + by > Outline.MAX_DEPTH) {
                return rows;
            }
            shifted.set(i, rows.get(i).at(rows.get(i).depth() + by));
        }
        return shifted;
    }
}
