package org.rostrum.agendas.web;

import java.util.List;
import org.rostrum.agendas.ItemKind;
import org.rostrum.agendas.Outline;
import org.rostrum.agendas.web.DraftForm.Row;

/**
 * What one button of the plain form did.
 *
 * @param rows as they are then
 * @param at where the chosen row is then; -1 where none was chosen
 * @param notes whether its notes are to be shown
 */
record Acted(List<Row> rows, int at, boolean notes) {

    static final Acted NOWHERE = new Acted(List.of(), -1, false);

    /** Nothing but the choice of a row. */
    static Acted at(int at) {
        return new Acted(List.of(), at, false);
    }

    static Acted on(List<Row> rows, int at, String verb) {
        return switch (verb) {
            case "up" -> moved(rows, at, RowMoves.up(rows, at));
            case "down" -> moved(rows, at, RowMoves.down(rows, at));
            case "in" -> moved(rows, at, RowMoves.indented(rows, at));
            case "out" -> moved(rows, at, RowMoves.outdented(rows, at));
            case "NORMAL", "BREAK", "INTERNAL" ->
                new Acted(RowMoves.ofKind(rows, at, ItemKind.valueOf(verb)), at, false);
            case "notes" -> new Acted(rows, at, true);
            case "below" -> new Acted(RowMoves.below(rows, at), Math.min(Math.max(at, -1) + 1, rows.size()), false);
            case "add" -> new Acted(RowMoves.below(rows, -1), rows.size(), false);
            case "remove" -> new Acted(RowMoves.without(rows, at), Math.max(at - 1, 0), false);
            default -> new Acted(rows, at, false);
        };
    }

    /** What is pasted or begun from a template comes below the chosen row; one that is still blank gives way. */
    static Acted adding(List<Row> rows, int at, Outline outline) {
        List<Row> others = outline.rows().stream().map(Row::of).toList();
        boolean onlyBlank = rows.size() == 1 && rows.getFirst().says(Row.EMPTY);
        List<Row> after = onlyBlank ? others : RowMoves.inserted(rows, at, others);
        return new Acted(after, onlyBlank ? 0 : after.indexOf(others.getFirst()), false);
    }

    private static Acted moved(List<Row> before, int at, List<Row> after) {
        if (at < 0 || at >= before.size()) {
            return new Acted(after, -1, false);
        }
        Row its = before.get(at);
        int to = after.equals(before)
                ? at
                : after.indexOf(after.stream().filter(its::says).findFirst().orElse(its));
        return new Acted(after, to, false);
    }
}
