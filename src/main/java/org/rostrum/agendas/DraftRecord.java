package org.rostrum.agendas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What the audit log says of a draft that was saved: the items that one text has and the other has not, in words. The
 * editor saves every few seconds, so the whole agenda each time would say less and weigh more.
 */
final class DraftRecord {

    private DraftRecord() {}

    /** What of a text the other one does not say; its revision in any case. */
    static Map<String, Object> of(int revision, List<OutlineRow> rows, List<OutlineRow> other) {
        Map<AgendaItemId, OutlineRow> known = new HashMap<>();
        for (OutlineRow row : other) {
            if (row.id() != null) {
                known.put(row.id(), row);
            }
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("revision", revision);
        facts.put("count", rows.size());
        facts.put(
                "items",
                rows.stream()
                        .filter(row -> row.id() == null
                                || !known.containsKey(row.id())
                                || !line(row).equals(line(Objects.requireNonNull(known.get(row.id())))))
                        .map(DraftRecord::line)
                        .toList());
        facts.put("order", reordered(rows, other) ? titles(rows, known) : List.of());
        return facts;
    }

    private static boolean reordered(List<OutlineRow> rows, List<OutlineRow> other) {
        List<AgendaItemId> one = identified(rows);
        List<AgendaItemId> two = identified(other);
        one.retainAll(two);
        two.retainAll(one);
        return !one.equals(two);
    }

    private static List<AgendaItemId> identified(List<OutlineRow> rows) {
        List<AgendaItemId> ids = new ArrayList<>();
        for (OutlineRow row : rows) {
            if (row.id() != null) {
                ids.add(row.id());
            }
        }
        return ids;
    }

    private static List<String> titles(List<OutlineRow> rows, Map<AgendaItemId, OutlineRow> known) {
        return rows.stream()
                .filter(row -> row.id() != null && known.containsKey(row.id()))
                .map(OutlineRow::title)
                .toList();
    }

    private static String line(OutlineRow row) {
        StringBuilder line = new StringBuilder("– ".repeat(row.depth())).append(row.title());
        if (row.kind() != ItemKind.NORMAL) {
            line.append(" (")
                    .append(row.kind().label().toLowerCase(Locale.ROOT))
                    .append(')');
        }
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
