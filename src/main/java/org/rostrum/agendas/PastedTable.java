package org.rostrum.agendas;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a spreadsheet gives them: cells between tabs, with or without a row of headings; cells between commas or
 * semicolons where headings say that it is a table.
 */
final class PastedTable {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}(?:\\.\\d{1,4})*\\.?");

    /** Number and title in one cell. */
    private static final Pattern NUMBERED_TITLE =
            Pattern.compile("\\s*(\\d{1,4}(?:\\.\\d{1,4})*\\.?)\\)?\\s+(\\S.*)", Pattern.DOTALL);

    private static final Pattern NO_LETTER = Pattern.compile("[^a-z#]+");

    /** In minutes of the day. */
    private static final int MORNING = 6 * 60;

    /** What a column is about. */
    private enum Column {
        NUMBER("no", "nr", "#", "number", "item no", "item number", "item nr", "ref"),
        TITLE("title", "agenda item", "subject", "topic", "name", "heading", "item"),
        PRESENTER("presenter", "presenters", "presented by", "speaker", "speakers", "who", "lead", "owner", "by"),
        LENGTH(
                "minutes",
                "min",
                "mins",
                "duration",
                "length",
                "planned minutes",
                "time min",
                "time minutes",
                "duration min"),
        /** A length, a span, or when it begins. */
        TIME("time", "times", "planned time", "planned", "slot"),
        KIND("kind", "kind of item"),
        TYPE("type", "category"),
        NOTES("notes", "note", "comments", "comment", "remarks", "remark", "details", "description"),
        PARENT("parent", "parent item", "under"),
        LEVEL("level", "depth", "indent", "outline level");

        /** Never written to; an enum's fields are to be immutable, which a set's type does not say. */
        @SuppressWarnings("ImmutableEnumChecker")
        private final Set<String> names;

        Column(String... names) {
            this.names = Set.of(names);
        }

        static @Nullable Column named(String heading) {
            String name = NO_LETTER
                    .matcher(heading.toLowerCase(Locale.ROOT))
                    .replaceAll(" ")
                    .strip();
            for (Column column : values()) {
                if (column.names.contains(name)) {
                    return column;
                }
            }
            return null;
        }
    }

    private record Cells(int line, List<String> cells) {

        String cell(@Nullable Integer at) {
            return at == null || at >= cells.size() ? "" : cells.get(at);
        }

        boolean isBlank() {
            return cells.stream().allMatch(String::isBlank);
        }
    }

    private PastedTable() {}

    /** The delimiter by which a line of headings is one; null where it is none. */
    static @Nullable Character delimiterOfHeadings(String line) {
        for (char delimiter : new char[] {'\t', ';', ','}) {
            List<String> cells = records(line, delimiter).stream()
                    .flatMap(record -> record.cells().stream())
                    .toList();
            if (cells.size() > 1 && headings(cells) != null) {
                return delimiter;
            }
        }
        return null;
    }

    /** Null where these are no headings: none of them calls the titles, or most are no column of ours. */
    private static @Nullable Map<Column, Integer> headings(List<String> cells) {
        Map<Column, Integer> columns = new EnumMap<>(Column.class);
        int known = 0;
        int blank = 0;
        for (int i = 0; i < cells.size(); i++) {
            Column column = Column.named(cells.get(i));
            if (cells.get(i).isBlank()) {
                blank++;
            } else if (column != null) {
                known++;
                // "Item" beside "Title" is the number of the item.
                if (column == Column.TITLE && columns.containsKey(Column.TITLE)) {
                    boolean first = isItem(cells.get(Objects.requireNonNull(columns.get(Column.TITLE))));
                    columns.putIfAbsent(Column.NUMBER, first ? Objects.requireNonNull(columns.get(Column.TITLE)) : i);
                    columns.put(Column.TITLE, first ? i : Objects.requireNonNull(columns.get(Column.TITLE)));
                } else {
                    columns.putIfAbsent(column, i);
                }
            }
        }
        return columns.containsKey(Column.TITLE) && known * 2 >= cells.size() - blank ? columns : null;
    }

    private static boolean isItem(String heading) {
        return heading.toLowerCase(Locale.ROOT).contains("item");
    }

    static List<PastedRow> read(String text, char delimiter, PasteProblems problems) {
        List<Cells> records = records(text, delimiter);
        Map<Column, Integer> columns = headings(records.getFirst().cells());
        List<Cells> rows = columns == null ? records : records.subList(1, records.size());
        OutlineReader.requireFits(rows.size());
        Map<Column, Integer> read = columns == null ? guessed(rows) : columns;
        if (columns != null && columns.containsKey(Column.TYPE) && !columns.containsKey(Column.KIND)) {
            int type = Objects.requireNonNull(columns.get(Column.TYPE));
            // Of contributions, in most bodies' tables; of items only where it says nothing else.
            if (rows.stream().allMatch(row -> row.cell(type).isBlank() || PastedRow.kind(row.cell(type)) != null)) {
                read.put(Column.KIND, type);
            }
        }
        return new Table(rows, read, problems).rows();
    }

    /** Without headings: a first column of numbers, then the titles, and what the others hold. */
    private static Map<Column, Integer> guessed(List<Cells> rows) {
        Map<Column, Integer> columns = new EnumMap<>(Column.class);
        int width = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
        for (int i = 0; i < width; i++) {
            int column = i;
            List<String> cells = rows.stream()
                    .map(row -> row.cell(column))
                    .filter(cell -> !cell.isBlank())
                    .toList();
            if (cells.isEmpty()) {
                continue;
            }
            if (!columns.containsKey(Column.TITLE)) {
                boolean numbers = cells.stream()
                        .allMatch(cell -> NUMBER.matcher(cell.strip()).matches());
                boolean times = cells.stream().allMatch(PastedTable::isTime);
                columns.putIfAbsent(numbers ? Column.NUMBER : times ? Column.TIME : Column.TITLE, column);
            } else if (!columns.containsKey(Column.TIME) && cells.stream().allMatch(PastedTable::isTime)) {
                columns.put(Column.TIME, column);
            } else if (!columns.containsKey(Column.KIND)
                    && cells.stream().allMatch(cell -> PastedRow.kind(cell) != null)) {
                columns.put(Column.KIND, column);
            } else {
                columns.putIfAbsent(columns.containsKey(Column.PRESENTER) ? Column.NOTES : Column.PRESENTER, column);
            }
        }
        return columns;
    }

    private static boolean isTime(String cell) {
        return SpokenTime.isNothing(cell) || SpokenTime.minutes(cell).isPresent();
    }

    /** Cells of each record that is not blank. A cell in quotes may hold the delimiter and line ends. */
    private static List<Cells> records(String text, char delimiter) {
        List<Cells> records = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        boolean quotes = true;
        int line = 1;
        int begun = 1;
        int at = 0;
        while (at <= text.length()) {
            int end;
            String cell;
            int closed = quotes && at < text.length() && text.charAt(at) == '"' ? closing(text, at, delimiter) : -1;
            if (closed > 0) {
                cell = text.substring(at + 1, closed).replace("\"\"", "\"");
                end = closed + 1;
                line += (int) cell.chars().filter(c -> c == '\n').count();
            } else {
                // One that is never closed is a character like others, and so are those after it.
                quotes &= at >= text.length() || text.charAt(at) != '"';
                end = at;
                while (end < text.length() && text.charAt(end) != delimiter && text.charAt(end) != '\n') {
                    end++;
                }
                cell = text.substring(at, end);
            }
            cells.add(cell);
            if (end >= text.length() || text.charAt(end) == '\n') {
                Cells record = new Cells(begun, List.copyOf(cells));
                if (!record.isBlank()) {
                    records.add(record);
                }
                cells.clear();
                line++;
                begun = line;
            }
            at = end + 1;
        }
        return records;
    }

    private static int closing(String text, int open, char delimiter) {
        for (int at = open + 1; at < text.length(); at++) {
            if (text.charAt(at) == '"') {
                boolean last = at + 1 == text.length();
                if (!last && text.charAt(at + 1) == '"') {
                    at++;
                } else {
                    return last || text.charAt(at + 1) == delimiter || text.charAt(at + 1) == '\n' ? at : -1;
                }
            }
        }
        return -1;
    }

    private static final class Table {

        private final List<Cells> records;
        private final Map<Column, Integer> columns;
        private final PasteProblems problems;
        private final boolean clocks;
        private final boolean numberedTitles;

        Table(List<Cells> records, Map<Column, Integer> columns, PasteProblems problems) {
            this.records = records;
            this.columns = columns;
            this.problems = problems;
            this.clocks = timesOfTheDay();
            this.numberedTitles = numberedTitles();
        }

        private String cell(Cells record, Column column) {
            return record.cell(columns.get(column));
        }

        /** As in an outline, a number counts for one if at least half of the titles begin with one. */
        private boolean numberedTitles() {
            if (columns.containsKey(Column.NUMBER)
                    || columns.containsKey(Column.PARENT)
                    || columns.containsKey(Column.LEVEL)) {
                return false;
            }
            long numbered = records.stream()
                    .filter(record ->
                            NUMBERED_TITLE.matcher(cell(record, Column.TITLE)).matches())
                    .count();
            return numbered > 0 && numbered * 2 >= records.size();
        }

        private String title(Cells record) {
            String title = cell(record, Column.TITLE);
            Matcher numbered = NUMBERED_TITLE.matcher(title);
            return numberedTitles && numbered.matches() ? numbered.group(2) : title;
        }

        private String number(Cells record) {
            if (!numberedTitles) {
                return cell(record, Column.NUMBER).strip();
            }
            Matcher numbered = NUMBERED_TITLE.matcher(cell(record, Column.TITLE));
            return numbered.matches() ? numbered.group(1) : "";
        }

        /** "09:00" is when an item begins, and so is "11:30" beside it: nobody plans nine hours for one. */
        private boolean timesOfTheDay() {
            return !columns.containsKey(Column.LENGTH)
                    && records.stream()
                            .map(record -> cell(record, Column.TIME))
                            .anyMatch(said -> SpokenTime.isClock(said)
                                    && SpokenTime.minutes(said).orElse(0) >= MORNING);
        }

        List<PastedRow> rows() {
            List<PastedRow> rows = new ArrayList<>(records.size());
            List<Integer> depths = depths();
            for (int i = 0; i < records.size(); i++) {
                Cells record = records.get(i);
                rows.add(new PastedRow(
                        record.line(),
                        depths.get(i),
                        kind(record),
                        title(record),
                        cell(record, Column.PRESENTER),
                        minutes(record),
                        cell(record, Column.NOTES)));
            }
            return columns.containsKey(Column.PARENT) ? underTheirParents(rows) : rows;
        }

        private @Nullable ItemKind kind(Cells record) {
            String word = cell(record, Column.KIND);
            ItemKind kind = PastedRow.kind(word);
            if (kind == null && !word.isBlank()) {
                problems.add(
                        record.line(), "“" + word.strip() + "” is no kind of item: write item, break or internal.");
            }
            return kind;
        }

        private @Nullable Integer minutes(Cells record) {
            String said = cell(record, columns.containsKey(Column.LENGTH) ? Column.LENGTH : Column.TIME);
            if (SpokenTime.isNothing(said) || (clocks && SpokenTime.isClock(said))) {
                return null;
            }
            OptionalInt minutes = SpokenTime.minutes(said);
            if (minutes.isEmpty()) {
                problems.add(record.line(), "“" + said.strip() + "” is no planned time: write 15, 15 min or 0:15.");
                return null;
            }
            return minutes.getAsInt();
        }

        private List<Integer> depths() {
            if (columns.containsKey(Column.PARENT)) {
                return records.stream().map(record -> 0).toList();
            }
            if (columns.containsKey(Column.LEVEL)) {
                return levels();
            }
            List<@Nullable Integer> numbers = new ArrayList<>();
            for (Cells record : records) {
                String number = number(record);
                numbers.add(NUMBER.matcher(number).matches() ? PastedLines.components(number) : null);
            }
            if (numbers.stream().anyMatch(Objects::nonNull)) {
                return PastedLines.byNumbers(numbers);
            }
            return PastedLines.byIndents(records.stream()
                    .map(record -> PastedLines.indent(cell(record, Column.TITLE)))
                    .toList());
        }

        private List<Integer> levels() {
            List<Integer> levels = new ArrayList<>();
            int before = 0;
            int first = Integer.MAX_VALUE;
            for (Cells record : records) {
                String said = cell(record, Column.LEVEL).strip();
                try {
                    before = said.isEmpty() ? before : Integer.parseInt(said);
                } catch (NumberFormatException e) {
                    problems.add(
                            record.line(), "“" + said + "” is no level: write 1 for the top, 2 for what is under it.");
                }
                first = Math.min(first, before);
                levels.add(before);
            }
            int top = first;
            return levels.stream().map(level -> level - top).toList();
        }

        /** In the order of the tree, whatever the order of the table. */
        private List<PastedRow> underTheirParents(List<PastedRow> rows) {
            Map<String, Integer> named = new HashMap<>();
            for (int i = 0; i < rows.size(); i++) {
                named.putIfAbsent(called(rows.get(i).title()), i);
            }
            // A number names an item before a title does that looks like it.
            Set<String> numbered = new HashSet<>();
            for (int i = 0; i < rows.size(); i++) {
                String number = called(cell(records.get(i), Column.NUMBER));
                if (!number.isEmpty() && numbered.add(number)) {
                    named.put(number, i);
                }
            }
            int[] parents = new int[rows.size()];
            for (int i = 0; i < parents.length; i++) {
                String parent = called(cell(records.get(i), Column.PARENT));
                Integer found = parent.isEmpty() ? null : named.get(parent);
                if (found == null && !parent.isEmpty()) {
                    problems.add(
                            rows.get(i).line(),
                            "There is no item “"
                                    + cell(records.get(i), Column.PARENT).strip()
                                    + "” that this one could stand under.");
                }
                parents[i] = found == null ? -1 : found;
            }
            if (circles(parents, rows)) {
                return rows;
            }
            List<List<Integer>> children = new ArrayList<>();
            rows.forEach(row -> children.add(new ArrayList<>()));
            Deque<Integer> next = new ArrayDeque<>();
            for (int i = 0; i < parents.length; i++) {
                if (parents[i] < 0) {
                    next.add(i);
                } else {
                    children.get(parents[i]).add(i);
                }
            }
            List<PastedRow> ordered = new ArrayList<>(rows.size());
            int[] depths = new int[rows.size()];
            while (!next.isEmpty()) {
                int index = next.pop();
                depths[index] = parents[index] < 0 ? 0 : depths[parents[index]] + 1;
                ordered.add(rows.get(index).at(depths[index]));
                children.get(index).reversed().forEach(next::push);
            }
            return ordered;
        }

        private static String called(String name) {
            String called = name.strip().toLowerCase(Locale.ROOT);
            return called.endsWith(".") ? called.substring(0, called.length() - 1) : called;
        }

        private boolean circles(int[] parents, List<PastedRow> rows) {
            boolean any = false;
            int[] seen = new int[parents.length];
            for (int i = 0; i < parents.length; i++) {
                Set<Integer> path = new LinkedHashSet<>();
                int at = i;
                while (at >= 0 && seen[at] == 0) {
                    seen[at] = 1;
                    path.add(at);
                    at = parents[at];
                }
                if (at >= 0 && path.contains(at)) {
                    List<Integer> circle = new ArrayList<>(path);
                    tell(circle.subList(circle.indexOf(at), circle.size()), rows);
                    any = true;
                }
            }
            return any;
        }

        private void tell(List<Integer> circle, List<PastedRow> rows) {
            List<Integer> lines = circle.stream()
                    .map(index -> rows.get(index).line())
                    .sorted()
                    .toList();
            if (lines.size() == 1) {
                problems.add(lines.getFirst(), "This line stands under itself.");
                return;
            }
            List<String> named = lines.stream().limit(5).map(String::valueOf).toList();
            String rest = lines.size() > 5 ? (lines.size() - 5) + " more" : named.getLast();
            String words = "Lines "
                    + String.join(", ", lines.size() > 5 ? named : named.subList(0, named.size() - 1))
                    + " and " + rest + " stand under each other.";
            lines.forEach(line -> problems.add(line, words));
        }
    }
}
