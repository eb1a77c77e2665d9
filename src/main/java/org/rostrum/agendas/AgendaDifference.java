package org.rostrum.agendas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one text of an agenda to another, in the order of the later one. An item that only has another
 * number because others came or went before it has not moved; one that goes along with its parent has not either.
 */
public record AgendaDifference(List<Change> changes) {

    /** What can happen to an item. */
    public enum Kind {
        NEW("New"),
        REMOVED("Removed"),
        MOVED("Moved"),
        RENAMED("Renamed"),
        CHANGED("Changed");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * One item's change.
     *
     * @param number its number now; the last one it had where it was removed
     * @param detail what it was before, in words; empty where there is nothing to add
     */
    public record Change(Kind kind, AgendaItemId item, String number, String title, String detail) {}

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    public static AgendaDifference between(List<AgendaEntry> before, List<AgendaEntry> after) {
        Map<AgendaItemId, AgendaEntry> earlier = byId(before);
        Map<AgendaItemId, AgendaEntry> later = byId(after);
        Set<AgendaItemId> moved = moved(before, after, earlier.keySet());
        List<Change> changes = new ArrayList<>();
        for (AgendaEntry entry : after) {
            AgendaEntry was = earlier.get(entry.id());
            if (was == null) {
                changes.add(change(Kind.NEW, entry, ""));
                continue;
            }
            if (moved.contains(entry.id())) {
                changes.add(change(
                        Kind.MOVED,
                        entry,
                        was.number().equals(entry.number()) ? "among its neighbours" : "was " + was.number()));
            }
            if (!was.title().equals(entry.title())) {
                changes.add(change(Kind.RENAMED, entry, "was “" + was.title() + "”"));
            }
            String fields = changedFields(was, entry);
            if (!fields.isEmpty()) {
                changes.add(change(Kind.CHANGED, entry, fields));
            }
        }
        for (AgendaEntry entry : before) {
            if (!later.containsKey(entry.id())) {
                changes.add(change(Kind.REMOVED, entry, ""));
            }
        }
        return new AgendaDifference(changes);
    }

    private static Change change(Kind kind, AgendaEntry entry, String detail) {
        return new Change(kind, entry.id(), entry.number(), entry.title(), detail);
    }

    private static String changedFields(AgendaEntry was, AgendaEntry is) {
        List<String> fields = new ArrayList<>();
        if (was.kind() != is.kind()) {
            fields.add(
                    switch (is.kind()) {
                        case NORMAL -> "an item of business now";
                        case BREAK -> "a break now";
                        case INTERNAL -> "for the officers only now";
                    });
        }
        if (!Objects.equals(was.presenter(), is.presenter())) {
            fields.add(is.presenter() == null ? "no presenter any more" : "presenter is now " + is.presenter());
        }
        if (!Objects.equals(was.minutes(), is.minutes())) {
            fields.add(is.minutes() == null ? "no planned time any more" : is.minutes() + " minutes planned");
        }
        if (!Objects.equals(was.notes(), is.notes())) {
            fields.add("notes");
        }
        return String.join(", ", fields);
    }

    private static Map<AgendaItemId, AgendaEntry> byId(List<AgendaEntry> entries) {
        Map<AgendaItemId, AgendaEntry> byId = new LinkedHashMap<>();
        entries.forEach(entry -> byId.put(entry.id(), entry));
        return byId;
    }

    /** Those with another parent, and of those that kept it the fewest that explain the new order among siblings. */
    private static Set<AgendaItemId> moved(
            List<AgendaEntry> before, List<AgendaEntry> after, Set<AgendaItemId> earlier) {
        Map<AgendaItemId, @Nullable AgendaItemId> parentBefore = parents(before);
        Map<AgendaItemId, @Nullable AgendaItemId> parentAfter = parents(after);
        Map<AgendaItemId, Integer> place = new HashMap<>();
        before.forEach(entry -> place.put(entry.id(), place.size()));

        Set<AgendaItemId> moved = new HashSet<>();
        Map<@Nullable AgendaItemId, List<AgendaItemId>> siblings = new HashMap<>();
        for (AgendaEntry entry : after) {
            if (earlier.contains(entry.id())) {
                AgendaItemId parent = parentAfter.get(entry.id());
                if (Objects.equals(parent, parentBefore.get(entry.id()))) {
                    siblings.computeIfAbsent(parent, key -> new ArrayList<>()).add(entry.id());
                } else {
                    moved.add(entry.id());
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
                    moved.add(family.get(i));
                }
            }
        }
        return moved;
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
