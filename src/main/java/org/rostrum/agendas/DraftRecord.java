package org.rostrum.agendas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the audit log says of a draft that was saved: the items that one text has and the other has not, in words. The
 * editor saves every few seconds, so the whole agenda each time would say less and weigh more.
 */
final class DraftRecord {

    private DraftRecord() {}

    /** What of a text the other one does not say; its revision in any case. */
    static Map<String, Object> of(int revision, List<OutlineRow> rows, List<OutlineRow> other) {
        Map<@Nullable AgendaItemId, OutlineRow> known = other.stream()
                .filter(row -> row.id() != null)
                .collect(Collectors.toMap(OutlineRow::id, Function.identity(), (one, same) -> one));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("revision", revision);
        facts.put("count", rows.size());
        facts.put(
                "items",
                rows.stream()
                        .filter(row -> !Objects.equals(line(row), line(known.get(row.id()))))
                        .map(DraftRecord::line)
                        .toList());
        facts.put("order", reordered(rows, other) ? titles(rows, known) : List.of());
        return facts;
    }

    private static boolean reordered(List<OutlineRow> rows, List<OutlineRow> other) {
        List<@Nullable AgendaItemId> one =
                new ArrayList<>(rows.stream().map(OutlineRow::id).toList());
        List<@Nullable AgendaItemId> two =
                new ArrayList<>(other.stream().map(OutlineRow::id).toList());
        one.retainAll(two);
        two.retainAll(one);
        return !one.equals(two);
    }

    private static List<String> titles(List<OutlineRow> rows, Map<@Nullable AgendaItemId, OutlineRow> known) {
        return rows.stream()
                .filter(row -> known.containsKey(row.id()))
                .map(OutlineRow::title)
                .toList();
    }

    private static @Nullable String line(@Nullable OutlineRow row) {
        if (row == null) {
            return null;
        }
        StringBuilder line = new StringBuilder("– ".repeat(row.depth())).append(row.title());
        if (row.presenter() != null) {
            line.append(", ").append(row.presenter());
        }
        if (row.minutes() != null) {
            line.append(", ").append(row.minutes()).append(" min");
        }
        return row.notes() == null
                ? line.toString()
                : line.append(": ").append(row.notes()).toString();
    }
}
