package org.rostrum.agendas.web;

import java.util.ArrayList;
import java.util.List;
import org.rostrum.agendas.ItemKind;
import org.rostrum.agendas.Outline;
import org.rostrum.agendas.web.DraftForm.Row;

/**
 * Moves within an outline of rows. An item takes along those below it, no other changes its parent, and a move that would
 * leave the outline without its shape does nothing. The editor's script does the same in the browser (agenda-outline.js).
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
                return moved(rows, index, above, 0);
            }
            if (rows.get(above).depth() < depth) {
                return above > 0 && takes(rows.get(above - 1), depth) ? moved(rows, index, above, 0) : rows;
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
            return moved(rows, index, end(rows, next), 0);
        }
        return rows.get(next).depth() == depth - 1 && takes(rows.get(next), depth)
                ? moved(rows, index, next + 1, 0)
                : rows;
    }

    /** One level deeper, under the item above. */
    static List<Row> indented(List<Row> rows, int index) {
        if (outside(rows, index)
                || index == 0
                || !takes(rows.get(index - 1), rows.get(index).depth() + 1)) {
            return rows;
        }
        return moved(rows, index, index, 1);
    }

    /** One level up, after the parent with all that stays under it. */
    static List<Row> outdented(List<Row> rows, int index) {
        if (outside(rows, index) || rows.get(index).depth() <= 0) {
            return rows;
        }
        int after = end(rows, index);
        while (after < rows.size() && rows.get(after).depth() >= rows.get(index).depth()) {
            after++;
        }
        return moved(rows, index, after, -1);
    }

    /** An empty row below; as the first child where there are children, so that none changes its parent. */
    static List<Row> below(List<Row> rows, int index) {
        return inserted(rows, index, List.of(Row.EMPTY));
    }

    /**
     * Several rows below, their levels counted from where a new one would stand; after the whole item at the top level
     * where they would reach too deep.
     */
    static List<Row> inserted(List<Row> rows, int index, List<Row> others) {
        List<Row> more = new ArrayList<>(rows);
        if (outside(rows, index)) {
            more.addAll(others);
            return more;
        }
        int depth = rows.get(index).depth();
        int level = index + 1 < rows.size() && rows.get(index + 1).depth() > depth ? depth + 1 : depth;
        int deepest = others.stream().mapToInt(Row::depth).max().orElse(0);
        int at = index + 1;
        if (level + deepest > Outline.MAX_DEPTH) {
            while (at < rows.size() && rows.get(at).depth() > 0) {
                at++;
            }
            more.addAll(at, others);
            return more;
        }
        more.addAll(at, others.stream().map(row -> row.at(row.depth() + level)).toList());
        return more;
    }

    /** Without this one; those below it take its level. */
    static List<Row> without(List<Row> rows, int index) {
        if (outside(rows, index)) {
            return rows;
        }
        List<Row> fewer = childrenOut(rows, index);
        fewer.remove(index);
        return fewer;
    }

    /** Of another kind. Nothing stands under a break, so what stood there takes its level. */
    static List<Row> ofKind(List<Row> rows, int index, ItemKind kind) {
        if (outside(rows, index) || rows.get(index).kind() == kind) {
            return rows;
        }
        List<Row> changed = kind == ItemKind.BREAK ? childrenOut(rows, index) : new ArrayList<>(rows);
        changed.set(index, changed.get(index).of(kind));
        return changed;
    }

    private static List<Row> childrenOut(List<Row> rows, int index) {
        List<Row> out = new ArrayList<>(rows);
        for (int i = index + 1; i < end(rows, index); i++) {
            out.set(i, rows.get(i).at(rows.get(i).depth() - 1));
        }
        return out;
    }

    /** Whether a row of this depth may stand directly below. */
    private static boolean takes(Row above, int depth) {
        return depth <= above.depth() || (depth == above.depth() + 1 && above.kind() != ItemKind.BREAK);
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

    /** @param to before which row as they stand now */
    private static List<Row> moved(List<Row> rows, int index, int to, int deeper) {
        int end = end(rows, index);
        List<Row> block = new ArrayList<>();
        for (Row row : rows.subList(index, end)) {
            if (row.depth() + deeper > Outline.MAX_DEPTH) {
                return rows;
            }
            block.add(row.at(row.depth() + deeper));
        }
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
}
