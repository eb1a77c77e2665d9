package org.rostrum.agendas;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A row as a pasted text has it.
 *
 * @param line where it begins, from 1
 * @param kind null where the text does not say
 */
record PastedRow(
        int line,
        int depth,
        @Nullable ItemKind kind,
        String title,
        @Nullable String presenter,
        @Nullable Integer minutes,
        @Nullable String notes) {

    /** What a column of kinds may say. */
    static final Map<String, ItemKind> KINDS = Map.ofEntries(
            Map.entry("item", ItemKind.NORMAL),
            Map.entry("normal", ItemKind.NORMAL),
            Map.entry("business", ItemKind.NORMAL),
            Map.entry("break", ItemKind.BREAK),
            Map.entry("pause", ItemKind.BREAK),
            Map.entry("lunch", ItemKind.BREAK),
            Map.entry("coffee", ItemKind.BREAK),
            Map.entry("internal", ItemKind.INTERNAL),
            Map.entry("officers", ItemKind.INTERNAL),
            Map.entry("officers only", ItemKind.INTERNAL),
            Map.entry("private", ItemKind.INTERNAL));

    /**
     * A title that is nothing but the word for a break: "Coffee break", but not "Break down of the budget". Where it has
     * something under it, it is none.
     */
    private static final Pattern BREAK = Pattern.compile(
            "(?:(?:morning|afternoon|short|comfort|health|coffee|tea|lunch|dinner|bio)[ /&+-]{1,3})*"
                    + "(?:and )?(?:break|coffee|tea|lunch|lunch ?break|dinner|pause|recess)",
            Pattern.CASE_INSENSITIVE);

    static @Nullable ItemKind kind(String word) {
        return KINDS.get(word.strip().toLowerCase(Locale.ROOT));
    }

    PastedRow at(int other) {
        return new PastedRow(line, other, kind, title, presenter, minutes, notes);
    }

    /** @param parent whether something stands under it */
    OutlineRow row(boolean parent) {
        boolean pause = kind == null && !parent && BREAK.matcher(title.strip()).matches();
        return new OutlineRow(
                null,
                depth,
                pause ? ItemKind.BREAK : kind == null ? ItemKind.NORMAL : kind,
                title,
                presenter,
                minutes,
                notes);
    }
}
