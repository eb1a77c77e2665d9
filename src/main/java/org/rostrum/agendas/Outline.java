package org.rostrum.agendas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Refusal;

/**
 * A tree of agenda items, written as rows from top to bottom with a depth each. An outline that exists obeys its rules;
 * what breaks one is refused with a message for each field it concerns.
 */
public final class Outline {

    public static final int MAX_ITEMS = 1_000;
    public static final int MAX_DEPTH = 5;
    static final int MAX_TITLE = 300;
    static final int MAX_PRESENTER = 200;
    static final int MAX_NOTES = 10_000;
    static final int MAX_MINUTES = 1_440;

    /** No reader sees them, and PostgreSQL takes neither NUL nor half a character. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cs}[\\p{Cc}&&[^\\n\\t]]]");

    private static final Pattern ANY_SPACE = Pattern.compile("[\\s\\p{Cc}\\p{Cs}]+");

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Z}]*");

    private final List<OutlineRow> rows;
    private final List<String> numbers;

    private Outline(List<OutlineRow> rows) {
        this.rows = List.copyOf(rows);
        this.numbers = numbers(rows);
    }

    /** @throws Refusal naming each field that is wrong as {@code items[3].title} */
    public static Outline of(List<OutlineRow> typed) {
        if (typed.size() > MAX_ITEMS) {
            throw Refusal.invalid(
                    "items",
                    "An agenda holds at most 1,000 items; this one has %,d. Nothing was saved."
                            .formatted(typed.size()));
        }
        List<OutlineRow> rows = inherited(typed.stream().map(Outline::tidied).toList());
        Map<String, String> problems = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            check(rows.get(i), i == 0 ? null : rows.get(i - 1), "items[" + i + "].", problems);
        }
        if (!problems.isEmpty()) {
            throw Refusal.invalid(
                    problems.size() == 1
                            ? problems.values().iterator().next()
                            : problems.size() + " things on this agenda need your attention.",
                    problems);
        }
        return new Outline(rows);
    }

    /** What stands under an internal item is internal. */
    private static List<OutlineRow> inherited(List<OutlineRow> rows) {
        List<OutlineRow> inherited = new ArrayList<>(rows.size());
        int under = Integer.MAX_VALUE;
        for (OutlineRow row : rows) {
            if (row.depth() > under) {
                inherited.add(row.ofKind(ItemKind.INTERNAL));
                continue;
            }
            under = row.kind() == ItemKind.INTERNAL ? row.depth() : Integer.MAX_VALUE;
            inherited.add(row);
        }
        return inherited;
    }

    private static void check(OutlineRow row, @Nullable OutlineRow over, String field, Map<String, String> problems) {
        if (INVISIBLE.matcher(row.title()).matches()) {
            problems.put(field + "title", "Give this item a title, or remove it.");
        } else if (length(row.title()) > MAX_TITLE) {
            problems.put(field + "title", tooLong("title", row.title(), MAX_TITLE));
        }
        int above = over == null ? -1 : over.depth();
        if (over != null && over.kind() == ItemKind.BREAK && row.depth() > above) {
            problems.put(field + "depth", "Nothing stands under a break: move this item to the left.");
        } else if (row.depth() < 0 || row.depth() > MAX_DEPTH) {
            problems.put(field + "depth", "Items can be at most six levels deep.");
        } else if (row.depth() > above + 1) {
            problems.put(
                    field + "depth",
                    above < 0
                            ? "The first item stands at the top level: move it to the left."
                            : "This item is more than one level below the one above it: move it to the left.");
        }
        if (row.presenter() != null && length(row.presenter()) > MAX_PRESENTER) {
            problems.put(field + "presenter", tooLong("presenter", row.presenter(), MAX_PRESENTER));
        }
        if (row.minutes() != null && (row.minutes() < 1 || row.minutes() > MAX_MINUTES)) {
            problems.put(field + "minutes", "Plan between 1 and 1,440 minutes, or leave it empty.");
        }
        if (row.notes() != null && length(row.notes()) > MAX_NOTES) {
            problems.put(field + "notes", tooLong("text of the notes", row.notes(), MAX_NOTES));
        }
    }

    /** Characters as the database counts them: one emoji is one. */
    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String tooLong(String what, String text, int limit) {
        return "This %s has %,d characters; %,d is the most.".formatted(what, length(text), limit);
    }

    private static OutlineRow tidied(OutlineRow row) {
        return new OutlineRow(
                row.id(),
                row.depth(),
                row.kind(),
                ANY_SPACE.matcher(row.title()).replaceAll(" ").strip(),
                row.presenter() == null
                        ? null
                        : emptyToNull(ANY_SPACE
                                .matcher(row.presenter())
                                .replaceAll(" ")
                                .strip()),
                row.minutes(),
                row.notes() == null ? null : emptyToNull(tidiedNotes(row.notes())));
    }

    static String tidiedNotes(String notes) {
        return CONTROL.matcher(notes.replace("\r\n", "\n").replace('\r', '\n'))
                .replaceAll("")
                .strip();
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    public List<OutlineRow> rows() {
        return rows;
    }

    /** One number for each row. */
    public List<String> numbers() {
        return numbers;
    }

    /** Numbers of rows that need not be an outline yet. */
    public static List<String> numbers(List<OutlineRow> rows) {
        return ItemNumbers.of(rows);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Whether both say the same, an item that has no identity yet being the same as one that reads like it. */
    boolean saysTheSameAs(List<OutlineRow> others) {
        if (rows.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < rows.size(); i++) {
            OutlineRow row = rows.get(i);
            OutlineRow other = others.get(i);
            if (!row.readsAs(other) || (row.id() != null && !row.id().equals(other.id()))) {
                return false;
            }
        }
        return true;
    }

    Outline identified(Function<OutlineRow, @Nullable AgendaItemId> identity) {
        List<OutlineRow> identified = new ArrayList<>(rows.size());
        rows.forEach(row -> identified.add(row.as(identity.apply(row))));
        return new Outline(identified);
    }

    /** The formalities that the record of every meeting must show, for an agenda that is still empty. */
    public static Outline usual() {
        return new Outline(List.of(
                formality("Opening", 5, null),
                formality(
                        "IPR call",
                        5,
                        "The chair asks whether anybody knows of essential IPR, and records the answers or that there were"
                                + " none."),
                formality("Antitrust reminder", 5, "It is read, and the record shows that it was."),
                formality("Announcement of guests", 5, null),
                formality("Approval of the agenda", 5, null),
                formality("Minutes of the last meeting", 10, null),
                formality("Actions", 15, null),
                formality("Incoming liaison statements", 20, null),
                formality("Change requests", 120, null),
                formality("New work", 30, null),
                formality("Outgoing liaison statements", 20, null),
                formality("Block approval", 15, null),
                formality("Next meeting", 5, null),
                formality("Close", 5, null)));
    }

    private static OutlineRow formality(String title, int minutes, @Nullable String notes) {
        return new OutlineRow(null, 0, ItemKind.NORMAL, title, null, minutes, notes);
    }
}
