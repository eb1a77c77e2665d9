package org.rostrum.agendas.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.agendas.AgendaItemId;
import org.rostrum.agendas.Draft;
import org.rostrum.agendas.ItemKind;
import org.rostrum.agendas.Outline;
import org.rostrum.agendas.OutlineRow;
import org.rostrum.shared.Refusal;
import org.springframework.util.MultiValueMap;

/**
 * The draft as the form sends it: each field once for each row, in the order of the rows, so that the number of names is
 * small whatever the number of items. Kept as typed, right or wrong.
 *
 * @param revision which the editor had before them
 */
record DraftForm(int revision, List<Row> rows) {

    /** A row as typed. */
    record Row(String item, int depth, ItemKind kind, String title, String presenter, String minutes, String notes) {

        static final Row EMPTY = new Row("", 0, ItemKind.NORMAL, "", "", "", "");

        static Row of(OutlineRow row) {
            return new Row(
                    row.id() == null ? "" : row.id().toString(),
                    row.depth(),
                    row.kind(),
                    row.title(),
                    orEmpty(row.presenter()),
                    row.minutes() == null ? "" : row.minutes().toString(),
                    orEmpty(row.notes()));
        }

        Row at(int newDepth) {
            return new Row(item, newDepth, kind, title, presenter, minutes, notes);
        }

        Row of(ItemKind other) {
            return new Row(item, depth, other, title, presenter, minutes, notes);
        }

        /** The same item wherever it moved to. */
        boolean says(Row other) {
            return at(other.depth).of(other.kind).equals(other);
        }

        /** Without what is wrong with the minutes, which {@link DraftForm#outline()} says. */
        OutlineRow read() {
            return new OutlineRow(id(), depth, kind, title, presenter, number(minutes), notes);
        }

        private @Nullable AgendaItemId id() {
            try {
                return item.isEmpty() ? null : new AgendaItemId(UUID.fromString(item));
            } catch (IllegalArgumentException e) {
                return null;
            }
        }

        boolean minutesAreWrong() {
            return !minutes.isBlank() && number(minutes) == null;
        }

        private static @Nullable Integer number(String text) {
            try {
                return Integer.valueOf(text.strip());
            } catch (NumberFormatException e) {
                return null;
            }
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    static DraftForm of(Draft draft) {
        return new DraftForm(
                draft.revision(), draft.rows().stream().map(Row::of).toList());
    }

    static DraftForm typed(MultiValueMap<String, String> typed) {
        List<String> titles = values(typed, "title");
        List<Row> rows = new ArrayList<>(titles.size());
        for (int i = 0; i < titles.size(); i++) {
            rows.add(new Row(
                    value(typed, "item", i),
                    depth(value(typed, "depth", i)),
                    kind(value(typed, "kind", i)),
                    titles.get(i),
                    value(typed, "presenter", i),
                    value(typed, "minutes", i),
                    value(typed, "notes", i)));
        }
        return new DraftForm(depth(value(typed, "revision", 0)), rows);
    }

    /** What no form of ours says is an item as most are. */
    private static ItemKind kind(String text) {
        return Arrays.stream(ItemKind.values())
                .filter(kind -> kind.name().equals(text))
                .findFirst()
                .orElse(ItemKind.NORMAL);
    }

    private static int depth(String text) {
        Integer depth = Row.number(text);
        return depth == null ? -1 : depth;
    }

    private static List<String> values(MultiValueMap<String, String> typed, String name) {
        return typed.getOrDefault(name, List.of());
    }

    private static String value(MultiValueMap<String, String> typed, String name, int index) {
        List<String> values = values(typed, name);
        return index < values.size() && values.get(index) != null ? values.get(index) : "";
    }

    DraftForm with(List<Row> others) {
        return new DraftForm(revision, others);
    }

    /** What stands in the rows, without asking whether it may. */
    List<OutlineRow> read() {
        return rows.stream().map(Row::read).toList();
    }

    List<String> numbers() {
        return Outline.numbers(read());
    }

    /** @throws Refusal naming each field that is wrong */
    Outline outline() {
        Map<String, String> problems = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).minutesAreWrong()) {
                problems.put("items[" + i + "].minutes", "Write the minutes as a whole number, or leave it empty.");
            }
        }
        try {
            Outline outline = Outline.of(read());
            if (problems.isEmpty()) {
                return outline;
            }
        } catch (Refusal e) {
            if (problems.isEmpty() || e.reason() != Refusal.Reason.INVALID) {
                throw e;
            }
            problems.putAll(e.fields());
        }
        throw Refusal.invalid("Some things on this agenda need your attention.", problems);
    }
}
