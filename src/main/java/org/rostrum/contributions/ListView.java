package org.rostrum.contributions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How somebody likes lists of contributions.
 *
 * @param columns in their order; number and title are always among them
 * @param compact whether the rows are close together
 */
public record ListView(List<ListColumn> columns, boolean compact) {

    public static final ListView USUAL = new ListView(ListColumn.USUAL, false);

    private static final String COMPACT = "~compact";

    public ListView {
        LinkedHashSet<ListColumn> all = new LinkedHashSet<>(columns);
        // A row without them leads nowhere.
        if (!all.contains(ListColumn.TITLE)) {
            all.addFirst(ListColumn.TITLE);
        }
        if (!all.contains(ListColumn.NUMBER)) {
            all.addFirst(ListColumn.NUMBER);
        }
        columns = List.copyOf(all);
    }

    /** What is chosen in its order, then what is not. */
    public List<ListColumn> choices() {
        List<ListColumn> all = new ArrayList<>(columns);
        Arrays.stream(ListColumn.values()).filter(one -> !columns.contains(one)).forEach(all::add);
        return all;
    }

    /** With one column a place further to the left or the right. */
    public ListView moved(ListColumn column, boolean left) {
        List<ListColumn> order = new ArrayList<>(columns);
        int from = order.indexOf(column);
        int to = left ? from - 1 : from + 1;
        if (from < 0 || to < 0 || to >= order.size()) {
            return this;
        }
        order.add(to, order.remove(from));
        return new ListView(order, compact);
    }

    /** For a cookie. */
    public String written() {
        return columns.stream().map(ListColumn::code).collect(Collectors.joining(".")) + (compact ? COMPACT : "");
    }

    /** As it was written; whatever else a cookie holds is left out. */
    public static ListView read(String written) {
        boolean compact = written.endsWith(COMPACT);
        String codes = compact ? written.substring(0, written.length() - COMPACT.length()) : written;
        List<ListColumn> columns = Stream.of(codes.split("\\.", ListColumn.values().length + 1))
                .map(ListColumn::byCode)
                .flatMap(Optional::stream)
                .toList();
        return columns.isEmpty() ? USUAL : new ListView(columns, compact);
    }
}
