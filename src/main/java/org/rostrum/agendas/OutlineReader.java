package org.rostrum.agendas;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Refusal;

/**
 * Reads an agenda out of a text that somebody pasted: cells of a spreadsheet, with or without headings, or an outline by
 * numbers, indents, bullets or Markdown's headings. What cannot be read is said by line.
 */
public final class OutlineReader {

    /** Cells of a spreadsheet hold more than one line each, but not that many; beyond it nothing is looked at. */
    private static final int MOST_LINES = 10_000;

    /** Line ends that people's programs write. */
    private static final Pattern LINE_END = Pattern.compile("\r\n|[\r\u0085\u2028\u2029\u000B\f]");

    /** They turn round what stands beside them, or are halves of characters; what makes one emoji of several stays. */
    private static final Pattern UNREADABLE =
            Pattern.compile("[\u202A-\u202E\u2066-\u2069\uFEFF\u200B\\p{Cs}[\\p{Cc}&&[^\\n\\t]]]");

    private static final Pattern FIELD = Pattern.compile("items\\[(\\d+)]\\..*");

    private OutlineReader() {}

    /** @throws Refusal naming each line that is wrong as {@code lines[12]}, or {@code text} where it is the whole */
    public static Outline read(String pasted) {
        long lines = pasted.chars().filter(c -> c == '\n' || c == '\r').count();
        if (lines > 2L * MOST_LINES) {
            throw tooMany(lines);
        }
        String text =
                UNREADABLE.matcher(LINE_END.matcher(pasted).replaceAll("\n")).replaceAll("");
        long ended = text.chars().filter(c -> c == '\n').count();
        if (ended > MOST_LINES) {
            throw tooMany(ended);
        }
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        if (first.isEmpty()) {
            throw Refusal.invalid("text", "There is nothing in it yet: paste an outline, or rows of a spreadsheet.");
        }
        PasteProblems problems = new PasteProblems();
        Character delimiter = delimiter(text, first);
        List<PastedRow> rows = delimiter == null ? PastedLines.read(text) : PastedTable.read(text, delimiter, problems);
        if (rows.isEmpty()) {
            throw Refusal.invalid("text", "There are headings in it, but nothing under them.");
        }
        return outline(rows, problems);
    }

    static void requireFits(int items) {
        if (items > Outline.MAX_ITEMS) {
            throw tooMany(items);
        }
    }

    private static Refusal tooMany(long lines) {
        return Refusal.invalid(
                "text",
                "An agenda holds at most 1,000 items; this text has %,d lines. Nothing was added.".formatted(lines));
    }

    /** Null for an outline. */
    private static @Nullable Character delimiter(String text, String first) {
        Character ofHeadings = PastedTable.delimiterOfHeadings(first);
        if (ofHeadings != null) {
            return ofHeadings;
        }
        int lines = 0;
        int divided = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (!line.isBlank()) {
                lines++;
                // What indents a line, and what follows its bullet or number, divides no cells.
                divided += PastedLines.text(line).indexOf('\t') > 0 ? 1 : 0;
            }
        }
        return divided * 2 >= lines ? '\t' : null;
    }

    private static Outline outline(List<PastedRow> pasted, PasteProblems problems) {
        List<OutlineRow> rows = new ArrayList<>(pasted.size());
        for (int i = 0; i < pasted.size(); i++) {
            PastedRow row = pasted.get(i);
            rows.add(row.row(i + 1 < pasted.size() && pasted.get(i + 1).depth() > row.depth()));
        }
        try {
            Outline outline = Outline.of(rows);
            problems.refuse();
            return outline;
        } catch (Refusal e) {
            e.fields().forEach((field, message) -> {
                Matcher at = FIELD.matcher(field);
                if (at.matches()) {
                    problems.add(pasted.get(Integer.parseInt(at.group(1))).line(), message);
                }
            });
            problems.refuse();
            throw e;
        }
    }
}
