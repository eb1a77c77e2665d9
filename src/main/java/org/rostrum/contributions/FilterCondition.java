package org.rostrum.contributions;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;

/** What a filter says, for the statements of {@link Contributions#select()}. */
final class FilterCondition {

    /**
     * Found first, from their index, whatever else is asked: a planner that walks the list in its order instead, hoping
     * for a hundred soon, walks all of it for a word that nobody wrote.
     */
    private static final String FOUND = "c.id = any(array(select w.id from contribution w"
            + " where to_tsvector('simple', w.title || ' ' || w.source) @@ to_tsquery('simple', %s)%s))";

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    private final StringBuilder sql = new StringBuilder();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /**
     * @param items what the filter's item stands for, with those below it
     * @param marks whether the viewer sees what officers noted
     */
    FilterCondition(ContributionFilter filter, Viewer viewer, Collection<UUID> items, boolean marks) {
        anyOf("c.state", "states", filter.allStates().stream().map(Enum::name).toArray(String[]::new));
        anyOf(
                "c.type",
                "types",
                filter.types().stream().map(ContributionType::code).toArray(String[]::new));
        anyOf(
                "c.purpose",
                "purposes",
                filter.purposes().stream().map(Purpose::label).toArray(String[]::new));
        if (filter.item() != null) {
            add(" and c.agenda_item_id = any(:items)", "items", items.toArray(UUID[]::new));
        }
        if (filter.unplaced()) {
            sql.append(" and c.agenda_item_id is null");
        }
        if (filter.late()) {
            sql.append(" and c.late");
        }
        if (marks && filter.mark() != null) {
            add(" and k.word = :mark", "mark", filter.mark());
        }
        if (filter.meeting() != null) {
            add(" and c.meeting_id = :ofMeeting", "ofMeeting", filter.meeting());
        }
        if (filter.year() != null) {
            add(" and c.year = :year", "year", filter.year());
        }
        whose(filter, viewer);
    }

    private void whose(ContributionFilter filter, Viewer viewer) {
        switch (filter.whose()) {
            case ALL -> {}
            case MINE -> {
                if (viewer.person() != null) {
                    add(" and c.author_id = :author", "author", viewer.person().value());
                }
            }
            case OURS -> {
                if (viewer.organization() != null) {
                    add(
                            " and c.organization_id = :organization",
                            "organization",
                            viewer.organization().id().value());
                }
            }
        }
    }

    /** Text anywhere in number, title, source and author: for lists that end with their meeting. */
    FilterCondition anywhere(ContributionFilter filter) {
        if (!filter.source().isEmpty()) {
            add(" and (c.source ilike :source or o.name ilike :source)", "source", Like.containing(filter.source()));
        }
        if (!filter.text().isEmpty()) {
            add(
                    " and (c.title ilike :text or c.source ilike :text or p.name ilike :text or c.number ilike :text)",
                    "text",
                    Like.containing(filter.text()));
        }
        return this;
    }

    /**
     * Words by their beginnings, and numbers as a whole, from an index: for lists without an end.
     *
     * @param oneGroup whether digits alone name something
     */
    FilterCondition byWords(ContributionFilter filter, boolean oneGroup) {
        if (!filter.source().isEmpty()) {
            add(
                    " and " + FOUND.formatted(":sourceWords", "") + " and c.source ilike :source",
                    "source",
                    Like.containing(filter.source()));
            parameters.put("sourceWords", query(filter.source()));
        }
        if (!filter.text().isEmpty()) {
            String text = filter.text();
            boolean digits = DIGITS.matcher(text).matches();
            boolean number = !digits && Character.isDigit(text.charAt(text.length() - 1));
            add(
                    " and (" + FOUND.formatted(":text", number ? " or upper(w.number) = upper(:number)" : ""),
                    "text",
                    query(text));
            if (number) {
                parameters.put("number", text);
            }
            if (digits && oneGroup) {
                add(" or c.serial = :serial", "serial", Integer.valueOf(text));
            }
            sql.append(")");
        }
        return this;
    }

    private static String query(String typed) {
        return Arrays.stream(typed.split("\\s+"))
                .map(word -> "'" + word.replace("\\", "\\\\").replace("'", "''") + "':*")
                .collect(Collectors.joining(" & "));
    }

    private void anyOf(String column, String name, String[] values) {
        if (values.length > 0) {
            add(" and " + column + " = any(:" + name + ")", name, values);
        }
    }

    private void add(String condition, String name, @Nullable Object value) {
        sql.append(condition);
        parameters.put(name, value);
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    @Override
    public String toString() {
        return sql.toString();
    }
}
