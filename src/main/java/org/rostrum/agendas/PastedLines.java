package org.rostrum.agendas;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An outline as people write it: a line an item, and its level by its number ("7.2.1"), by Markdown's headings, or by
 * how far it is indented, with bullets or without.
 */
final class PastedLines {

    /** Beyond this a line is no title that could be taken apart; it is refused for its length. */
    private static final int LONGEST = 1_000;

    private static final int TAB = 4;

    private static final Pattern HEADING = Pattern.compile("(#{1,50})\\s+(\\S.*)");
    private static final Pattern BULLET = Pattern.compile("(?:[-*+•◦▪▫●○■□‣⁃·–—]|o(?=\\s\\s|\\t))\\s+(\\S.*)");
    private static final Pattern NUMBER =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){0,60})([.):]?)(?:\\s+|\\s*\\t\\s*)(\\S.*)");
    private static final Pattern LETTER = Pattern.compile("(?:[a-zA-Z]|[ivxIVX]{1,6})\\)\\s+(\\S.*)");

    private static final String TIME = "(?<time>" + SpokenTime.UNMISTAKABLE + ")";

    /** "09:00-10:00 Opening". */
    private static final Pattern BEFORE = Pattern.compile(
            "(?<time>\\d{1,2}[:.]\\d{2}\\s?[-–—]\\s?\\d{1,2}[:.]\\d{2})[\\s:|,–—-]+(?<title>\\S.*)",
            Pattern.CASE_INSENSITIVE);

    /** "Opening (15 min) - Carla", "Opening [15 min]". */
    private static final Pattern WITHIN = Pattern.compile(
            "(?<title>.*?\\S)\\s*[(\\[]\\s*(?:(?<who>[^()\\[\\]]+?)\\s*,\\s*)?" + TIME
                    + "\\s*[)\\]](?:\\s*[-–—:|,]\\s*(?<presenter>\\S.*))?\\s*",
            Pattern.CASE_INSENSITIVE);

    /** "Opening, 15 min", "Opening - 15 min". */
    private static final Pattern AFTER = Pattern.compile(
            "(?<title>.*?\\S)(?:\\s*[,:|]\\s*|\\s+[-–—]\\s+|\\s{2,}|\\t)" + TIME + "\\s*", Pattern.CASE_INSENSITIVE);

    private PastedLines() {}

    /**
     * A line taken apart.
     *
     * @param heading Markdown's level; 0 for none
     * @param number how many parts its number has; null where it has none
     * @param certain whether that is a number whatever the other lines say: "1." or "1.1", but not "3" as in "3 new items"
     * @param bare the line with what may be its number
     */
    private record Line(
            int line, int indent, int heading, @Nullable Integer number, boolean certain, String bare, String text) {}

    static List<PastedRow> read(String text) {
        List<Line> lines = new ArrayList<>();
        int at = 0;
        for (String line : text.split("\n", -1)) {
            at++;
            if (!line.isBlank()) {
                lines.add(line(at, line));
            }
        }
        OutlineReader.requireFits(lines.size());
        long numbered = lines.stream().filter(line -> line.number() != null).count();
        boolean allOfThem = numbered * 2 >= lines.size();
        List<@Nullable Integer> numbers = new ArrayList<>();
        for (Line line : lines) {
            numbers.add(line.certain() || allOfThem ? line.number() : null);
        }
        List<Integer> depths = depths(lines, numbers);
        List<PastedRow> rows = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            rows.add(row(line.line(), depths.get(i), numbers.get(i) == null ? line.bare() : line.text()));
        }
        return rows;
    }

    private static Line line(int at, String line) {
        int indent = indent(line);
        String rest = line.strip();
        if (rest.length() > LONGEST) {
            return new Line(at, indent, 0, null, false, rest, rest);
        }
        int heading = 0;
        Matcher marked = HEADING.matcher(rest);
        if (marked.matches()) {
            heading = marked.group(1).length();
            rest = marked.group(2);
        } else {
            Matcher bullet = BULLET.matcher(rest);
            if (bullet.matches()) {
                rest = bullet.group(1);
            }
        }
        Matcher number = NUMBER.matcher(rest);
        if (number.matches()) {
            int components = components(number.group(1));
            return new Line(
                    at,
                    indent,
                    heading,
                    components,
                    components > 1 || !number.group(2).isEmpty(),
                    rest,
                    number.group(3));
        }
        Matcher letter = LETTER.matcher(rest);
        String said = letter.matches() ? letter.group(1) : rest;
        return new Line(at, indent, heading, null, false, said, said);
    }

    /** A line without its indent, its bullet and its number. */
    static String text(String line) {
        return line(0, line).text();
    }

    private static List<Integer> depths(List<Line> lines, List<@Nullable Integer> numbers) {
        if (lines.stream().anyMatch(line -> line.heading() > 0)) {
            return byHeadings(lines);
        }
        // "1." within "1." is a list in a list: how far it is indented says more than its number.
        boolean parts = numbers.stream().anyMatch(number -> number != null && number > 1);
        boolean indented = lines.stream().mapToInt(Line::indent).distinct().count() > 1;
        boolean any = numbers.stream().anyMatch(Objects::nonNull);
        return parts || (any && !indented)
                ? byNumbers(numbers)
                : byIndents(lines.stream().map(Line::indent).toList());
    }

    private static List<Integer> byHeadings(List<Line> lines) {
        int top = lines.stream()
                .mapToInt(Line::heading)
                .filter(heading -> heading > 0)
                .min()
                .orElse(1);
        List<Integer> depths = new ArrayList<>(lines.size());
        int under = 0;
        List<Integer> indents = new ArrayList<>();
        List<Line> block = new ArrayList<>();
        for (Line line : lines) {
            if (line.heading() > 0) {
                close(block, indents, under, depths);
                depths.add(line.heading() - top);
                under = line.heading() - top + 1;
            } else {
                block.add(line);
                indents.add(line.indent());
            }
        }
        close(block, indents, under, depths);
        return depths;
    }

    private static void close(List<Line> block, List<Integer> indents, int under, List<Integer> depths) {
        byIndents(indents).forEach(depth -> depths.add(under + depth));
        block.clear();
        indents.clear();
    }

    /** How many parts a number has: 3 for "7.2.1". */
    static int components(String number) {
        String parts = number.endsWith(".") ? number.substring(0, number.length() - 1) : number;
        return (int) parts.chars().filter(c -> c == '.').count() + 1;
    }

    /** Beginning with the shortest number there is. What has none stands beside the next that has one. */
    static List<Integer> byNumbers(List<@Nullable Integer> numbers) {
        int top = numbers.stream()
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .min()
                .orElse(1);
        List<Integer> depths = new ArrayList<>();
        int next = 0;
        for (Integer number : numbers.reversed()) {
            next = number == null ? next : number - top;
            depths.add(next);
        }
        return depths.reversed();
    }

    /** A line that is indented more than the one above stands under it. */
    static List<Integer> byIndents(List<Integer> indents) {
        List<Integer> depths = new ArrayList<>(indents.size());
        Deque<Integer> open = new ArrayDeque<>();
        for (int indent : indents) {
            while (!open.isEmpty() && open.element() > indent) {
                open.pop();
            }
            if (open.isEmpty() || open.element() < indent) {
                open.push(indent);
            }
            depths.add(open.size() - 1);
        }
        return depths;
    }

    static int indent(String line) {
        int width = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\t') {
                width += TAB - width % TAB;
            } else if (Character.isSpaceChar(c)) {
                width++;
            } else {
                break;
            }
        }
        return width;
    }

    private static PastedRow row(int line, int depth, String said) {
        if (said.length() <= LONGEST) {
            Matcher before = BEFORE.matcher(said);
            String rest = before.matches() ? before.group("title") : said;
            Integer spanned = before.matches() ? minutes(before) : null;
            Matcher within = WITHIN.matcher(rest);
            if (within.matches()) {
                String presenter = within.group("presenter") == null ? within.group("who") : within.group("presenter");
                return new PastedRow(line, depth, null, within.group("title"), presenter, minutes(within), null);
            }
            Matcher after = AFTER.matcher(rest);
            if (after.matches()) {
                return new PastedRow(line, depth, null, after.group("title"), null, minutes(after), null);
            }
            return new PastedRow(line, depth, null, rest, null, spanned, null);
        }
        return new PastedRow(line, depth, null, said, null, null, null);
    }

    private static @Nullable Integer minutes(Matcher match) {
        int minutes = SpokenTime.minutes(match.group("time")).orElse(0);
        return minutes == 0 ? null : minutes;
    }
}
