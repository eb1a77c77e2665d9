package org.rostrum.agendas;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An item with its number, as an agenda shows it.
 *
 * @param number empty for a break
 * @param minutes planned; null where nobody has said
 * @param thread its discussion; null for an item that was never published
 */
public record AgendaEntry(
        AgendaItemId id,
        String number,
        int depth,
        ItemKind kind,
        String title,
        @Nullable String presenter,
        @Nullable Integer minutes,
        @Nullable String notes,
        @Nullable UUID thread) {

    static List<AgendaEntry> numbered(List<OutlineRow> rows) {
        List<String> numbers = Outline.numbers(rows);
        List<AgendaEntry> entries = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            OutlineRow row = rows.get(i);
            entries.add(new AgendaEntry(
                    Objects.requireNonNull(row.id()),
                    numbers.get(i),
                    row.depth(),
                    row.kind(),
                    row.title(),
                    row.presenter(),
                    row.minutes(),
                    row.notes(),
                    null));
        }
        return entries;
    }

    OutlineRow row() {
        return new OutlineRow(id, depth, kind, title, presenter, minutes, notes);
    }
}
