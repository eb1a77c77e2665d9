package org.rostrum.agendas.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rostrum.agendas.web.DraftForm.Row;

/** One's own text, with the other one's words for the items for which somebody chose them. */
final class Settled {

    private Settled() {}

    /** @param choices the items for which theirs is to stand */
    static List<Row> of(List<Row> mine, List<Row> theirs, Set<String> choices) {
        Map<String, Row> known = new HashMap<>();
        theirs.forEach(row -> known.put(row.item(), row));
        List<Row> settled = mine;
        for (int i = mine.size() - 1; i >= 0; i--) {
            Row row = mine.get(i);
            if (row.item().isEmpty() || !choices.contains(row.item())) {
                continue;
            }
            Row their = known.get(row.item());
            if (their == null) {
                settled = RowMoves.without(settled, i);
            } else {
                settled = new ArrayList<>(settled);
                settled.set(i, their.at(settled.get(i).depth()));
            }
        }
        return withTheirsThatIHaveNot(settled, theirs, choices);
    }

    /** Each below the nearest of those above it that is there. */
    private static List<Row> withTheirsThatIHaveNot(List<Row> settled, List<Row> theirs, Set<String> choices) {
        List<Row> all = new ArrayList<>(settled);
        int below = 0;
        for (Row row : theirs) {
            int place = place(all, row.item());
            if (place < 0 && choices.contains(row.item())) {
                all.add(below, row);
                below++;
            } else if (place >= 0) {
                below = place + 1;
            }
        }
        return all;
    }

    private static int place(List<Row> rows, String item) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).item().equals(item)) {
                return i;
            }
        }
        return -1;
    }
}
