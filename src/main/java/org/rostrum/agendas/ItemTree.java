package org.rostrum.agendas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An outline by parents and children, where rows have identities. What moves in it takes along what is below. */
final class ItemTree {

    /** Above the top level, so that every item has a parent. */
    static final AgendaItemId ROOT = new AgendaItemId(new UUID(0, 0));

    private final Map<AgendaItemId, OutlineRow> rows = new LinkedHashMap<>();
    private final Map<AgendaItemId, AgendaItemId> parents = new HashMap<>();
    private final Map<AgendaItemId, List<AgendaItemId>> children = new HashMap<>();

    private ItemTree() {}

    static ItemTree of(List<OutlineRow> outline) {
        ItemTree tree = new ItemTree();
        List<AgendaItemId> path = new ArrayList<>();
        for (OutlineRow row : outline) {
            AgendaItemId id = Objects.requireNonNull(row.id());
            int depth = Math.min(row.depth(), path.size());
            path.subList(depth, path.size()).clear();
            tree.rows.put(id, row);
            tree.put(id, path.isEmpty() ? ROOT : path.getLast(), Integer.MAX_VALUE);
            path.add(id);
        }
        return tree;
    }

    /** From top to bottom. */
    Set<AgendaItemId> items() {
        return rows.keySet();
    }

    boolean has(AgendaItemId item) {
        return item.equals(ROOT) || rows.containsKey(item);
    }

    @Nullable OutlineRow row(AgendaItemId item) {
        return rows.get(item);
    }

    AgendaItemId parent(AgendaItemId item) {
        return Objects.requireNonNull(parents.get(item));
    }

    List<AgendaItemId> children(AgendaItemId item) {
        return children.getOrDefault(item, List.of());
    }

    boolean isWithin(AgendaItemId item, AgendaItemId ancestor) {
        for (AgendaItemId up = item; !up.equals(ROOT); up = parent(up)) {
            if (up.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }

    /** Puts an item, new or already there, among the children of a parent. */
    void place(OutlineRow row, AgendaItemId parent, AgendaItemId item, int at) {
        detach(item);
        rows.put(item, row);
        put(item, parent, at);
    }

    void remove(AgendaItemId item) {
        detach(item);
        rows.remove(item);
    }

    void detach(AgendaItemId item) {
        AgendaItemId parent = parents.remove(item);
        if (parent != null) {
            Objects.requireNonNull(children.get(parent)).remove(item);
        }
    }

    private void put(AgendaItemId item, AgendaItemId parent, int at) {
        parents.put(item, parent);
        List<AgendaItemId> siblings = children.computeIfAbsent(parent, key -> new ArrayList<>());
        siblings.add(Math.min(at, siblings.size()), item);
    }

    /** As rows again, each with the depth it has now. */
    List<OutlineRow> outline() {
        List<OutlineRow> outline = new ArrayList<>(rows.size());
        write(ROOT, 0, outline);
        return outline;
    }

    private void write(AgendaItemId parent, int depth, List<OutlineRow> outline) {
        for (AgendaItemId item : children(parent)) {
            outline.add(Objects.requireNonNull(rows.get(item)).atDepth(depth));
            write(item, depth + 1, outline);
        }
    }

    /**
     * The items of both that stand elsewhere here than in an earlier outline: those with another parent, and of those that
     * kept it the fewest that explain the new order.
     */
    Set<AgendaItemId> movedSince(ItemTree before) {
        Set<AgendaItemId> moved = new HashSet<>();
        for (Map.Entry<AgendaItemId, List<AgendaItemId>> family : children.entrySet()) {
            Map<AgendaItemId, Integer> places = new HashMap<>();
            before.children(family.getKey()).forEach(item -> places.put(item, places.size()));
            List<AgendaItemId> stayed = new ArrayList<>();
            for (AgendaItemId item : family.getValue()) {
                if (places.containsKey(item)) {
                    stayed.add(item);
                } else if (before.has(item)) {
                    moved.add(item);
                }
            }
            boolean[] inOrder = AgendaDifference.longestIncreasing(stayed.stream()
                    .mapToInt(item -> Objects.requireNonNull(places.get(item)))
                    .toArray());
            for (int i = 0; i < inOrder.length; i++) {
                if (!inOrder[i]) {
                    moved.add(stayed.get(i));
                }
            }
        }
        return moved;
    }

    /** Items that are new, gone, moved or worded differently against an earlier outline. */
    Set<AgendaItemId> changedSince(ItemTree before) {
        Set<AgendaItemId> moved = movedSince(before);
        Set<AgendaItemId> changed = new LinkedHashSet<>();
        for (Map.Entry<AgendaItemId, OutlineRow> entry : rows.entrySet()) {
            OutlineRow was = before.row(entry.getKey());
            if (was == null || moved.contains(entry.getKey()) || !was.saysAs(entry.getValue())) {
                changed.add(entry.getKey());
            }
        }
        for (AgendaItemId item : before.items()) {
            if (!has(item)) {
                changed.add(item);
            }
        }
        return changed;
    }
}
