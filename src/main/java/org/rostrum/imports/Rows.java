package org.rostrum.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.RightsChanged;
import org.rostrum.shared.CsvSheet;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;

/** What files of one kind are about: how a row is understood, and how all of them are written at once. */
abstract class Rows {

    /** The tables that are written, those that others refer to first; each with what finds the rows of a subject. */
    abstract List<Touched> tables();

    abstract ImportKind kind();

    /**
     * Takes the locks that those take first who change one of these subjects, in their order: whoever is about to change
     * one is waited for, and nobody waits for us while we wait for them.
     */
    abstract void lockSubjects(UUID[] ids);

    /** What every row would do. Writes nothing. */
    abstract List<Planned> plan(CsvSheet sheet, Instant now);

    /** Writes those rows that write. The database's own constraints stand behind every rule that was looked at. */
    abstract void write(List<Planned> rows, Instant now);

    /** Whose rights those rows change. */
    abstract RightsChanged concerned(Collection<Planned> rows);

    /** What the portal holds now, in the columns of the kind, without the header. */
    abstract List<List<String>> records();

    /** As the audit calls one. */
    abstract String subjectType();

    /** @param subjects the SQL condition on alias t by which the rows of :ids are found */
    record Touched(Table table, String subjects) {}

    // --- How values are read -----------------------------------------------------------------------------------------

    /** One line of text, or a problem and an empty text. */
    static String text(Planned row, CsvSheet.Line line, String column, int longest, boolean required) {
        try {
            return required
                    ? Typed.line(column, column, line.get(column), longest)
                    : Typed.optionalLine(column, column, line.get(column), longest);
        } catch (Refusal refusal) {
            row.wrong(column, refusal);
            return "";
        }
    }

    static @Nullable LocalDate day(Planned row, CsvSheet.Line line, String column) {
        String text = line.get(column);
        if (text.isEmpty()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 1950 && day.getYear() <= 2200) {
                return day;
            }
        } catch (DateTimeParseException notADay) {
            // said below
        }
        row.wrong(column, "\"" + text + "\" is no day. Write it as 2026-01-31.");
        return null;
    }

    /** A word of a few, forgiving in case, blanks and hyphens. */
    static <E extends Enum<E>> @Nullable E oneOf(Planned row, CsvSheet.Line line, String column, Class<E> words) {
        String typed = line.get(column);
        if (typed.isEmpty()) {
            return null;
        }
        List<String> known = new ArrayList<>();
        for (E word : words.getEnumConstants()) {
            if (plain(word.name()).equals(plain(typed))) {
                return word;
            }
            known.add(spelled(word));
        }
        row.wrong(column, "\"" + typed + "\" is none of " + String.join(", ", known) + ".");
        return null;
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "");
    }

    /** VICE_CHAIR as "vice-chair", WORKING_GROUP as "working group". */
    static String spelled(Enum<?> word) {
        String spelled = word.name().toLowerCase(Locale.ROOT);
        return spelled.startsWith("vice_") ? spelled.replace('_', '-') : spelled.replace('_', ' ');
    }

    static String key(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    /** Which rows say the same thing twice: the later one is wrong. */
    static final class Seen {

        private final Map<String, Integer> rows = new HashMap<>();

        /** @return whether this is the first */
        boolean first(Planned row, String column, String key, String what) {
            Integer earlier = rows.putIfAbsent(key, row.row());
            if (earlier != null) {
                row.wrong(column, "Row " + earlier + " is about the same " + what + ".");
            }
            return earlier == null;
        }
    }

    static UUID[] ids(Collection<Planned> rows) {
        return rows.stream().filter(Planned::writes).map(Planned::id).toArray(UUID[]::new);
    }
}
