package org.rostrum.contributions;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a change on the agenda did to contributions and to the groups they are handled in: enough to say it, and to take
 * it back.
 */
public record Replacement(List<Moved> moved, List<Renamed> blocks) {

    public static final Replacement NONE = new Replacement(List.of(), List.of());

    /** @param before null where it was on no item; after likewise */
    public record Moved(
            UUID contribution,
            String number,
            @Nullable Place before,
            @Nullable Place after) {

        /** Onto another item, or off the agenda, or on it: more than its order. */
        public boolean elsewhere() {
            return before == null || after == null || !before.item().equals(after.item());
        }
    }

    /** @param before null where the group is new; after where it is gone */
    public record Renamed(
            UUID block,
            UUID item,
            @Nullable String before,
            @Nullable String after) {}

    public boolean nothing() {
        return moved.isEmpty() && blocks.isEmpty();
    }

    /** Those that are on another item now, or on none. */
    public List<Moved> elsewhere() {
        return moved.stream().filter(Moved::elsewhere).toList();
    }

    /** All items that read otherwise than before. */
    public Set<UUID> items() {
        Set<UUID> items = new LinkedHashSet<>();
        moved.stream().flatMap(one -> Stream.of(one.before(), one.after())).forEach(place -> {
            if (place != null) {
                items.add(place.item());
            }
        });
        blocks.forEach(block -> items.add(block.item()));
        return items;
    }
}
