package org.rostrum.calendars.imports;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rostrum.shared.Refusal;

/**
 * A calendar file taken apart (RFC 5545, 3.1): folded lines joined, names, parameters and values told apart. What the
 * values mean is read afterwards, entry by entry, so that one that is wrong is told by its number and does not hide the
 * others. By hand, because ical4j's parser lets a line without a colon pass and reads what it means at once.
 */
final class CalendarLines {

    private static final String FIELD = "file";

    /** Of anything: more is no timetable. */
    static final int MOST_ENTRIES = 1_000;

    private static final int MOST_LINES_OF_AN_ENTRY = 2_000;
    private static final int DEEPEST = 8;

    /** A line: its name in capitals, its parameters by their names in capitals. */
    record Content(String name, Map<String, String> parameters, String value) {}

    /** What stands between BEGIN and END. */
    record Block(String name, List<Content> lines, List<Block> blocks) {

        Optional<Content> line(String wanted) {
            return lines.stream().filter(line -> line.name().equals(wanted)).findFirst();
        }

        Optional<String> text(String wanted) {
            return line(wanted).map(Content::value).filter(value -> !value.isBlank());
        }
    }

    private final Block file = new Block("", new ArrayList<>(), new ArrayList<>());
    private final Deque<Block> open = new ArrayDeque<>();
    private int entries;

    private CalendarLines() {
        open.push(file);
    }

    static boolean looksLikeOne(String text) {
        return text.stripLeading().regionMatches(true, 0, "BEGIN:VCALENDAR", 0, 15);
    }

    /** All calendars of the file as one. */
    static Block read(String text) {
        var reading = new CalendarLines();
        StringBuilder folded = new StringBuilder();
        int begun = 1;
        int number = 0;
        for (String line : text.split("\r\n|\n|\r", -1)) {
            number++;
            if (line.startsWith(" ") || line.startsWith("\t")) {
                folded.append(line, 1, line.length());
                continue;
            }
            reading.take(folded.toString(), begun);
            folded.setLength(0);
            folded.append(line);
            begun = number;
        }
        reading.take(folded.toString(), begun);
        if (reading.open.size() > 1) {
            throw unreadable(number, "“" + reading.open.element().name() + "” begins and does not end");
        }
        List<Content> lines = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        for (Block calendar : reading.file.blocks()) {
            lines.addAll(calendar.lines());
            blocks.addAll(calendar.blocks());
        }
        return new Block("VCALENDAR", lines, blocks);
    }

    private void take(String line, int number) {
        if (line.isBlank()) {
            return;
        }
        Content content = content(line, number);
        switch (content.name()) {
            case "BEGIN" -> begin(content.value().strip().toUpperCase(Locale.ROOT), number);
            case "END" -> end(content.value().strip().toUpperCase(Locale.ROOT), number);
            default -> {
                List<Content> lines = open.element().lines();
                if (lines.size() >= MOST_LINES_OF_AN_ENTRY) {
                    throw unreadable(number, "an entry has more than 2,000 lines");
                }
                lines.add(content);
            }
        }
    }

    private void begin(String name, int number) {
        if (open.size() > DEEPEST) {
            throw unreadable(number, "it is nested deeper than any calendar is");
        }
        if (open.size() == 1 && !name.equals("VCALENDAR")) {
            throw unreadable(number, "“" + name + "” stands outside of the calendar");
        }
        if (name.equals("VEVENT") && ++entries > MOST_ENTRIES) {
            throw Refusal.invalid(
                    FIELD,
                    "The calendar has more than 1,000 entries, and a timetable holds at most 1,000 sessions. "
                            + "Export the days of the event alone.");
        }
        var block = new Block(name, new ArrayList<>(), new ArrayList<>());
        open.element().blocks().add(block);
        open.push(block);
    }

    private void end(String name, int number) {
        if (open.size() == 1 || !open.element().name().equals(name)) {
            throw unreadable(number, "“" + name + "” ends and did not begin");
        }
        open.pop();
    }

    private static Refusal unreadable(int number, String why) {
        return Refusal.invalid(
                FIELD, "The calendar cannot be read at line " + number + ": " + why + ". Export it again.");
    }

    private static Content content(String line, int number) {
        int at = 0;
        while (at < line.length() && nameLetter(line.charAt(at))) {
            at++;
        }
        String name = line.substring(0, at).toUpperCase(Locale.ROOT);
        Map<String, String> parameters = new HashMap<>();
        while (at < line.length() && line.charAt(at) == ';') {
            int equals = line.indexOf('=', at);
            if (equals < 0) {
                throw unreadable(number, "a parameter has no value");
            }
            int end = endOfParameter(line, equals + 1);
            String value = line.substring(equals + 1, end);
            parameters.put(
                    line.substring(at + 1, equals).strip().toUpperCase(Locale.ROOT),
                    value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                            ? value.substring(1, value.length() - 1)
                            : value);
            at = end;
        }
        if (name.isEmpty() || at >= line.length() || line.charAt(at) != ':') {
            throw unreadable(number, "it is no name, colon and value; a folded line goes on after a space");
        }
        return new Content(name, parameters, line.substring(at + 1));
    }

    private static boolean nameLetter(char c) {
        return c == '-' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    /** Up to the next semicolon or colon that is not in quotes. */
    private static int endOfParameter(String line, int from) {
        boolean quoted = false;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ';' || c == ':')) {
                return i;
            }
        }
        return line.length();
    }

    /** RFC 5545, 3.3.11. */
    static String unescaped(String value) {
        var text = new StringBuilder(value.length());
        boolean escaped = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (escaped) {
                text.append(c == 'n' || c == 'N' ? '\n' : c);
                escaped = false;
            } else if (c == '\\') {
                escaped = true;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** Values with commas between that are not escaped. */
    static List<String> list(String value) {
        List<String> texts = new ArrayList<>();
        int from = 0;
        boolean escaped = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' && !escaped) {
                texts.add(unescaped(value.substring(from, i)).strip());
                from = i + 1;
            }
            escaped = c == '\\' && !escaped;
        }
        texts.add(unescaped(value.substring(from)).strip());
        return texts;
    }
}
