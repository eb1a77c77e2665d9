package org.rostrum.agendas;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Piece;
import org.rostrum.shared.WordDifference;

/**
 * What changed from one text of an agenda to another. An item that only has another number because others came or went
 * before it has not moved; one that goes along with its parent has not either.
 *
 * @param changes in words, in the order of the later text, what was removed last
 * @param lines the later text with what was removed, where it stood
 */
public record AgendaDifference(List<Change> changes, List<Line> lines) {

    /** What can happen to an item, in the order in which a reader wants to know. */
    public enum Kind {
        NEW("New", "new"),
        REMOVED("Removed", "removed"),
        MOVED("Moved", "moved"),
        RENAMED("Renamed", "renamed"),
        KIND("Of another kind", "of another kind"),
        PRESENTER("Another presenter", "with another presenter"),
        MINUTES("Another duration", "with another duration"),
        NOTES("Other notes", "with other notes");

        private final String word;
        private final String counted;

        Kind(String word, String counted) {
            this.word = word;
            this.counted = counted;
        }

        public String word() {
            return word;
        }

        private String counted(int count) {
            return count + " " + counted;
        }
    }

    /**
     * One item's change.
     *
     * @param number its number now; the last one it had where it was removed; empty for a break
     * @param detail what it was before, in words; empty where there is nothing to add
     * @param with the uppermost new or removed item that it came or went under; null where it did so by itself
     */
    public record Change(
            Kind kind,
            AgendaItemId item,
            String number,
            String title,
            String detail,
            @Nullable AgendaItemId with) {}

    /** What happened alike, so that a reader of hundreds finds theirs. */
    public record Group(Kind kind, List<Told> told) {

        /** How many items, those told along with their parent too. */
        public int size() {
            return told.stream().mapToInt(each -> 1 + each.below()).sum();
        }
    }

    /** @param below how many items under it came or went along, which are not told one by one */
    public record Told(Change change, int below) {}

    /**
     * An item as the later text has it, or as the earlier one had it where it was removed.
     *
     * @param depth where it is shown; a removed item may have lost what stood above it
     * @param kinds what happened to it; empty where nothing did
     * @param movedFrom where it stood, in words; null where it did not move
     */
    public record Line(
            AgendaEntry item,
            int depth,
            Set<Kind> kinds,
            @Nullable String movedFrom,
            List<Piece> title,
            List<Piece> presenter,
            List<Piece> minutes,
            List<Piece> notes) {

        public boolean isNew() {
            return kinds.contains(Kind.NEW);
        }

        public boolean isRemoved() {
            return kinds.contains(Kind.REMOVED);
        }

        public boolean isMoved() {
            return kinds.contains(Kind.MOVED);
        }
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** By kind. Whatever is new or removed with all that stands under it is told once. */
    public List<Group> groups() {
        Map<Kind, List<Told>> byKind = new EnumMap<>(Kind.class);
        Map<AgendaItemId, Integer> below = new HashMap<>();
        for (Change change : changes) {
            if (change.with() != null) {
                below.merge(change.with(), 1, Integer::sum);
            }
        }
        for (Change change : changes) {
            if (change.with() == null) {
                boolean alone = change.kind() != Kind.NEW && change.kind() != Kind.REMOVED;
                byKind.computeIfAbsent(change.kind(), kind -> new ArrayList<>())
                        .add(new Told(change, alone ? 0 : below.getOrDefault(change.item(), 0)));
            }
        }
        List<Group> groups = new ArrayList<>();
        byKind.forEach((kind, told) -> groups.add(new Group(kind, told)));
        return groups;
    }

    /** "3 new, 1 removed, 12 moved"; empty where nothing changed. */
    public String summary() {
        return String.join(
                ", ",
                groups().stream()
                        .map(group -> group.kind().counted(group.size()))
                        .toList());
    }

    public static AgendaDifference between(List<AgendaEntry> before, List<AgendaEntry> after) {
        return new Comparison(before, after).difference();
    }

    /** Both texts while they are compared. */
    private static final class Comparison {

        private final List<AgendaEntry> before;
        private final List<AgendaEntry> after;
        private final Map<AgendaItemId, AgendaEntry> earlier;
        private final Map<AgendaItemId, AgendaEntry> later;
        private final Map<AgendaItemId, @Nullable AgendaItemId> parentBefore;
        private final Map<AgendaItemId, @Nullable AgendaItemId> parents;
        private final Map<AgendaItemId, AgendaItemId> uppermost = new HashMap<>();
        private final Set<AgendaItemId> moved;
        private final List<Change> changes = new ArrayList<>();
        private final List<Line> lines = new ArrayList<>();

        Comparison(List<AgendaEntry> before, List<AgendaEntry> after) {
            this.before = before;
            this.after = after;
            earlier = byId(before);
            later = byId(after);
            parentBefore = parents(before);
            parents = parents(after);
            moved = moved();
        }

        AgendaDifference difference() {
            Map<AgendaItemId, List<AgendaEntry>> removed = new HashMap<>();
            List<AgendaEntry> pending = new ArrayList<>(removedByPlace(removed));
            for (AgendaEntry entry : after) {
                // What was removed beside or above this level stood before it; what was deeper is told first.
                int placed = 0;
                while (placed < pending.size() && pending.get(placed).depth() >= entry.depth()) {
                    removed(pending.get(placed++));
                }
                pending.subList(0, placed).clear();
                compare(entry);
                pending.addAll(0, removed.getOrDefault(entry.id(), List.of()));
            }
            pending.forEach(this::removed);
            before.stream()
                    .filter(entry -> !later.containsKey(entry.id()))
                    .forEach(entry -> changes.add(change(Kind.REMOVED, entry, "", with(entry, parentBefore))));
            return new AgendaDifference(changes, lines);
        }

        /**
         * Each removed item by the nearest item above it that stands where it stood.
         *
         * @return those with none above them
         */
        private List<AgendaEntry> removedByPlace(Map<AgendaItemId, List<AgendaEntry>> places) {
            Set<AgendaItemId> uprooted = new HashSet<>(moved);
            for (AgendaEntry entry : after) {
                AgendaItemId parent = parents.get(entry.id());
                if (parent != null && uprooted.contains(parent)) {
                    uprooted.add(entry.id());
                }
            }
            List<AgendaEntry> first = new ArrayList<>();
            List<AgendaEntry> place = first;
            for (AgendaEntry entry : before) {
                if (!later.containsKey(entry.id())) {
                    place.add(entry);
                } else if (!uprooted.contains(entry.id())) {
                    place = places.computeIfAbsent(entry.id(), id -> new ArrayList<>());
                }
            }
            return first;
        }

        private void removed(AgendaEntry entry) {
            line(
                    entry,
                    Set.of(Kind.REMOVED),
                    null,
                    WordDifference.between(entry.title(), null),
                    WordDifference.between(entry.presenter(), null),
                    WordDifference.between(minutes(entry), null),
                    WordDifference.between(entry.notes(), null));
        }

        private void compare(AgendaEntry is) {
            AgendaEntry was = earlier.get(is.id());
            if (was == null) {
                changes.add(change(Kind.NEW, is, "", with(is, parents)));
                line(
                        is,
                        Set.of(Kind.NEW),
                        null,
                        WordDifference.between(null, is.title()),
                        WordDifference.between(null, is.presenter()),
                        WordDifference.between(null, minutes(is)),
                        WordDifference.between(null, is.notes()));
                return;
            }
            Map<Kind, String> its = changed(was, is);
            its.forEach((kind, detail) -> changes.add(change(kind, is, detail, null)));
            line(
                    is,
                    its.keySet(),
                    its.get(Kind.MOVED),
                    WordDifference.between(was.title(), is.title()),
                    WordDifference.between(was.presenter(), is.presenter()),
                    WordDifference.replaced(minutes(was), minutes(is)),
                    Objects.equals(was.notes(), is.notes())
                            ? List.of()
                            : WordDifference.between(was.notes(), is.notes()));
        }

        private void line(
                AgendaEntry item,
                Set<Kind> kinds,
                @Nullable String movedFrom,
                List<Piece> title,
                List<Piece> presenter,
                List<Piece> minutes,
                List<Piece> notes) {
            int deepest = lines.isEmpty() ? 0 : lines.getLast().depth() + 1;
            lines.add(new Line(
                    item, Math.min(item.depth(), deepest), kinds, movedFrom, title, presenter, minutes, notes));
        }

        private Map<Kind, String> changed(AgendaEntry was, AgendaEntry is) {
            Map<Kind, String> its = new EnumMap<>(Kind.class);
            if (moved.contains(is.id())) {
                its.put(Kind.MOVED, from(was, is));
            }
            if (!was.title().equals(is.title())) {
                its.put(Kind.RENAMED, "was “" + was.title() + "”");
            }
            if (was.kind() != is.kind()) {
                its.put(
                        Kind.KIND,
                        switch (is.kind()) {
                            case NORMAL -> "an item of business now";
                            case BREAK -> "a break now";
                            case INTERNAL -> "for the officers only now";
                        });
            }
            if (!Objects.equals(was.presenter(), is.presenter())) {
                its.put(
                        Kind.PRESENTER,
                        is.presenter() == null
                                ? "no longer " + was.presenter()
                                : is.presenter() + (was.presenter() == null ? "" : ", was " + was.presenter()));
            }
            if (!Objects.equals(was.minutes(), is.minutes())) {
                its.put(
                        Kind.MINUTES,
                        is.minutes() == null
                                ? "none planned, was " + minutes(was)
                                : minutes(is) + (was.minutes() == null ? "" : ", was " + minutes(was)));
            }
            if (!Objects.equals(was.notes(), is.notes())) {
                its.put(Kind.NOTES, is.notes() == null ? "removed" : was.notes() == null ? "added" : "");
            }
            return its;
        }

        private String from(AgendaEntry was, AgendaEntry is) {
            AgendaItemId over = parentBefore.get(was.id());
            String number = was.number().isEmpty() ? "" : "was " + was.number();
            if (Objects.equals(over, parents.get(is.id()))) {
                return was.number().equals(is.number()) ? "among its neighbours" : number;
            }
            if (over == null) {
                // Breaks have no number to tell the place by.
                return number.isEmpty() ? "was at the top level" : number;
            }
            return (number.isEmpty() ? "was" : number) + " under “"
                    + Objects.requireNonNull(earlier.get(over)).title() + "”";
        }

        private static @Nullable String minutes(AgendaEntry entry) {
            return entry.minutes() == null ? null : entry.minutes() + " min";
        }

        /** Asked once for each item that is only in one text, from the top. */
        private @Nullable AgendaItemId with(AgendaEntry entry, Map<AgendaItemId, @Nullable AgendaItemId> over) {
            AgendaItemId parent = over.get(entry.id());
            AgendaItemId with = parent == null ? null : uppermost.get(parent);
            uppermost.put(entry.id(), with == null ? entry.id() : with);
            return with;
        }

        private static Change change(Kind kind, AgendaEntry entry, String detail, @Nullable AgendaItemId with) {
            return new Change(kind, entry.id(), entry.number(), entry.title(), detail, with);
        }

        /** Those with another parent, and of those that kept it the fewest that explain the new order among siblings. */
        private Set<AgendaItemId> moved() {
            Map<AgendaItemId, Integer> place = new HashMap<>();
            before.forEach(entry -> place.put(entry.id(), place.size()));
            Set<AgendaItemId> found = new HashSet<>();
            Map<@Nullable AgendaItemId, List<AgendaItemId>> siblings = new HashMap<>();
            for (AgendaEntry entry : after) {
                if (earlier.containsKey(entry.id())) {
                    AgendaItemId parent = parents.get(entry.id());
                    if (Objects.equals(parent, parentBefore.get(entry.id()))) {
                        siblings.computeIfAbsent(parent, key -> new ArrayList<>())
                                .add(entry.id());
                    } else {
                        found.add(entry.id());
                    }
                }
            }
            for (List<AgendaItemId> family : siblings.values()) {
                int[] places = family.stream()
                        .mapToInt(id -> Objects.requireNonNull(place.get(id)))
                        .toArray();
                boolean[] inOrder = longestIncreasing(places);
                for (int i = 0; i < places.length; i++) {
                    if (!inOrder[i]) {
                        found.add(family.get(i));
                    }
                }
            }
            return found;
        }
    }

    private static Map<AgendaItemId, AgendaEntry> byId(List<AgendaEntry> entries) {
        Map<AgendaItemId, AgendaEntry> byId = new LinkedHashMap<>();
        entries.forEach(entry -> byId.put(entry.id(), entry));
        return byId;
    }

    private static Map<AgendaItemId, @Nullable AgendaItemId> parents(List<AgendaEntry> entries) {
        Map<AgendaItemId, @Nullable AgendaItemId> parents = new HashMap<>();
        AgendaItemId[] path = new AgendaItemId[Outline.MAX_DEPTH + 1];
        for (AgendaEntry entry : entries) {
            parents.put(entry.id(), entry.depth() == 0 ? null : path[entry.depth() - 1]);
            path[entry.depth()] = entry.id();
        }
        return parents;
    }

    /** Marks one longest increasing subsequence (patience sorting). */
    static boolean[] longestIncreasing(int[] values) {
        int[] tails = new int[values.length];
        int[] previous = new int[values.length];
        int length = 0;
        for (int i = 0; i < values.length; i++) {
            int low = 0;
            int high = length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (values[tails[middle]] < values[i]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[i] = low == 0 ? -1 : tails[low - 1];
            tails[low] = i;
            length = Math.max(length, low + 1);
        }
        boolean[] chosen = new boolean[values.length];
        for (int i = length == 0 ? -1 : tails[length - 1]; i >= 0; i = previous[i]) {
            chosen[i] = true;
        }
        return chosen;
    }
}
