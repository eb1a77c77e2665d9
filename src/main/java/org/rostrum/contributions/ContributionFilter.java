package org.rostrum.contributions;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which contributions a list shows, and in which order. Of what is named several times each may hold, of different things
 * all must.
 *
 * @param item an item of the meeting's agenda, with those below it
 * @param unplaced those on no item
 * @param source what the source or the member's name contains; empty for all
 * @param late those that came after the deadline only
 * @param mark the word that officers noted; seen by officers only
 * @param meeting for lists over several meetings
 * @param year of the number; for lists over several years
 * @param text looked for in number, title, source and author; empty for all
 */
public record ContributionFilter(
        Set<ContributionState> states,
        Set<StateGroup> stateGroups,
        Set<ContributionType> types,
        Set<Purpose> purposes,
        @Nullable UUID item,
        boolean unplaced,
        String source,
        Whose whose,
        boolean late,
        @Nullable String mark,
        @Nullable UUID meeting,
        @Nullable Integer year,
        String text,
        Sort sort,
        boolean descending) {

    public static final ContributionFilter ALL = of(Map.of());

    /** How an address says that a contribution is on no item. */
    public static final String NO_ITEM = "none";

    private static final int LONGEST_SEARCH = 200;

    /** Whose contributions. */
    public enum Whose {
        ALL,
        /** What the viewer wrote. */
        MINE,
        /** What the viewer's organisation wrote. */
        OURS
    }

    /** As an address says it. What it says wrong is left out: somebody's old link still shows the table. */
    public static ContributionFilter of(Map<String, List<String>> said) {
        String item = first(said, "item");
        return new ContributionFilter(
                all(said, "state", ContributionState.class, state -> named(ContributionState.values(), state)),
                all(said, "state", StateGroup.class, StateGroup::byCode),
                all(said, "type", ContributionType.class, ContributionType::byCode),
                all(said, "for", Purpose.class, purpose -> named(Purpose.values(), purpose)),
                id(item),
                item.equals(NO_ITEM),
                first(said, "source"),
                named(Whose.values(), first(said, "whose"))
                        .orElse(first(said, "mine").equals("true") ? Whose.MINE : Whose.ALL),
                first(said, "late").equals("true"),
                first(said, "mark").isEmpty() ? null : first(said, "mark"),
                id(first(said, "meeting")),
                first(said, "year").matches("\\d{4}") ? Integer.valueOf(first(said, "year")) : null,
                first(said, "q"),
                named(Sort.values(), first(said, "sort")).orElse(Sort.NUMBER),
                first(said, "dir").equals("desc"));
    }

    /** The same, of somebody's own where it does not say whose. */
    public static ContributionFilter ofOnesOwn(Map<String, List<String>> said) {
        ContributionFilter filter = of(said);
        return first(said, "whose").isEmpty()
                ? new ContributionFilter(
                        filter.states,
                        filter.stateGroups,
                        filter.types,
                        filter.purposes,
                        filter.item,
                        filter.unplaced,
                        filter.source,
                        Whose.MINE,
                        filter.late,
                        filter.mark,
                        filter.meeting,
                        filter.year,
                        filter.text,
                        filter.sort,
                        filter.descending)
                : filter;
    }

    private static String first(Map<String, List<String>> said, String name) {
        List<String> values = said.getOrDefault(name, List.of());
        String value = values.isEmpty() ? "" : Objects.requireNonNullElse(values.getFirst(), "");
        String plain = value.replace("\u0000", "").strip();
        return plain.substring(0, Math.min(LONGEST_SEARCH, plain.length()));
    }

    private static <E extends Enum<E>> Set<E> all(
            Map<String, List<String>> said, String name, Class<E> type, Function<String, Optional<E>> read) {
        return said.getOrDefault(name, List.of()).stream()
                .filter(Objects::nonNull)
                .map(read)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(type)));
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
        return Arrays.stream(values)
                .filter(known -> known.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static @Nullable UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Those of the groups too. */
    public Set<ContributionState> allStates() {
        Set<ContributionState> all = EnumSet.noneOf(ContributionState.class);
        all.addAll(states);
        stateGroups.forEach(group -> all.addAll(group.states()));
        return all;
    }

    public boolean mine() {
        return whose == Whose.MINE;
    }

    /** Whether anything is held back. */
    public boolean narrows() {
        return !states.isEmpty()
                || !stateGroups.isEmpty()
                || !types.isEmpty()
                || !purposes.isEmpty()
                || item != null
                || unplaced
                || !source.isEmpty()
                || whose != Whose.ALL
                || late
                || mark != null
                || meeting != null
                || year != null
                || !text.isEmpty();
    }

    /** By which column; ties go by number. */
    public enum Sort {
        NUMBER("c.year %1$s, c.serial %1$s"),
        TITLE("lower(c.title) %1$s"),
        SOURCE("lower(c.source) %1$s"),
        TYPE("c.type %1$s"),
        FOR("c.purpose %1$s"),
        STATE("c.state %1$s"),
        AGENDA("i.position %1$s nulls last"),
        REVISION("revision %1$s nulls last"),
        LATE("c.late %1$s"),
        AUTHOR("lower(p.name) %1$s"),
        SUBMITTED("c.submitted_at %1$s nulls last");

        private final String order;

        Sort(String order) {
            this.order = order;
        }

        String order(boolean descending) {
            String chosen = order.formatted(descending ? "desc" : "asc");
            return this == NUMBER ? chosen : chosen + ", c.year, c.serial";
        }
    }
}
