package org.rostrum.agendas;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.agendas.DraftConflict.What;
import org.rostrum.shared.Refusal;

/**
 * Merges what two people made of one draft, by the identity of its items. What only one of them changed is taken from
 * them, field by field; an item one of them moved goes where they put it and takes along what the other put under it;
 * what both added stays. Only what both changed to different things is theirs to settle.
 */
final class DraftMerge {

    private static final Pattern FIELD = Pattern.compile("items\\[(\\d+)]\\..*");

    /** How it ends. */
    sealed interface Outcome {}

    /** @param mine the identity of each row of mine, which is another's where both wrote the same new item */
    record Merged(Outline outline, List<AgendaItemId> mine) implements Outcome {}

    /** @param conflicts empty where both together are more than an agenda holds */
    record Conflicting(List<DraftConflict> conflicts) implements Outcome {}

    private final ItemTree base;
    private final ItemTree theirs;
    private final ItemTree mine;
    private final Set<AgendaItemId> movedByThem;
    private final Set<AgendaItemId> movedByMe;

    /** Theirs, becoming what both together say. */
    private final ItemTree merged;

    /** Where both changed the same, mine stands. */
    private final boolean mineWins;

    private final Map<AgendaItemId, OutlineRow> wording = new HashMap<>();

    /** Removed by them, changed by me: it comes back where mine wins. */
    private final Set<AgendaItemId> restored = new HashSet<>();

    private final Map<AgendaItemId, EnumSet<What>> conflicts = new LinkedHashMap<>();

    private DraftMerge(ItemTree base, ItemTree theirs, ItemTree mine, ItemTree merged, boolean mineWins) {
        this.mineWins = mineWins;
        this.base = base;
        this.theirs = theirs;
        this.mine = mine;
        this.merged = merged;
        this.movedByThem = theirs.movedSince(base);
        this.movedByMe = mine.movedSince(base);
    }

    /**
     * Every row has an identity.
     *
     * @param base what both had before them
     * @param theirs what is saved now
     * @param mine what is to be saved
     */
    static Outcome of(List<OutlineRow> base, List<OutlineRow> theirs, List<OutlineRow> mine) {
        return merge(base, theirs, mine, false);
    }

    /**
     * What both together say where mine stands wherever both changed the same: what somebody saves who looks at both and
     * keeps theirs own. Conflicting where even that makes no outline.
     */
    static Outcome keepingMine(List<OutlineRow> base, List<OutlineRow> theirs, List<OutlineRow> mine) {
        return merge(base, theirs, mine, true);
    }

    private static Outcome merge(
            List<OutlineRow> base, List<OutlineRow> theirs, List<OutlineRow> mine, boolean mineWins) {
        List<OutlineRow> written = withTheirsForTheSame(ItemTree.of(base), ItemTree.of(theirs), mine);
        return new DraftMerge(
                        ItemTree.of(base), ItemTree.of(theirs), ItemTree.of(written), ItemTree.of(theirs), mineWins)
                .outcome(written);
    }

    /**
     * Two who add the same row at the same place mean one. So does a browser that sends again what was saved already,
     * because the answer got lost.
     */
    private static List<OutlineRow> withTheirsForTheSame(ItemTree base, ItemTree theirs, List<OutlineRow> mine) {
        ItemTree written = ItemTree.of(mine);
        Map<AgendaItemId, AgendaItemId> same = new HashMap<>();
        Set<AgendaItemId> taken = new HashSet<>(written.items());
        List<OutlineRow> rows = new ArrayList<>(mine.size());
        for (OutlineRow row : mine) {
            AgendaItemId id = Objects.requireNonNull(row.id());
            if (!base.has(id) && !theirs.has(id)) {
                AgendaItemId parent = same.getOrDefault(written.parent(id), written.parent(id));
                for (AgendaItemId other : theirs.children(parent)) {
                    if (!base.has(other) && row.saysAs(Objects.requireNonNull(theirs.row(other))) && taken.add(other)) {
                        same.put(id, other);
                        break;
                    }
                }
            }
            rows.add(row.as(same.getOrDefault(id, id)));
        }
        return rows;
    }

    private Outcome outcome(List<OutlineRow> written) {
        word();
        place();
        remove();
        if (!conflicts.isEmpty()) {
            return new Conflicting(named());
        }
        List<OutlineRow> rows = merged.outline().stream()
                .map(row -> worded(Objects.requireNonNull(row.id()), row))
                .toList();
        try {
            return new Merged(
                    Outline.of(rows),
                    written.stream()
                            .map(row -> Objects.requireNonNull(row.id()))
                            .toList());
        } catch (Refusal e) {
            for (String field : e.fields().keySet()) {
                Matcher at = FIELD.matcher(field);
                if (at.matches()) {
                    conflict(
                            Objects.requireNonNull(
                                    rows.get(Integer.parseInt(at.group(1))).id()),
                            What.SHAPE);
                }
            }
            return new Conflicting(named());
        }
    }

    private OutlineRow worded(AgendaItemId id, OutlineRow row) {
        return wording.getOrDefault(id, row).atDepth(row.depth());
    }

    private List<DraftConflict> named() {
        List<DraftConflict> named = new ArrayList<>();
        conflicts.forEach((item, whats) -> {
            OutlineRow row = mine.row(item) != null ? mine.row(item) : theirs.row(item);
            String title = row == null ? "" : row.title();
            whats.forEach(what -> named.add(new DraftConflict(item, title, what)));
        });
        return named;
    }

    private void conflict(AgendaItemId item, What what) {
        conflicts.computeIfAbsent(item, key -> EnumSet.noneOf(What.class)).add(what);
    }

    /** What each item says, wherever it stands. */
    private void word() {
        for (AgendaItemId item : mine.items()) {
            OutlineRow ours = Objects.requireNonNull(mine.row(item));
            OutlineRow other = theirs.row(item);
            OutlineRow was = base.row(item);
            if (other != null) {
                wording.put(item, worded(item, was, other, ours));
            } else if (was != null && (movedByMe.contains(item) || !ours.saysAs(was))) {
                if (mineWins) {
                    restored.add(item);
                } else {
                    conflict(item, What.REMOVED);
                }
            }
        }
    }

    private OutlineRow worded(AgendaItemId item, @Nullable OutlineRow was, OutlineRow other, OutlineRow ours) {
        return new OutlineRow(
                item,
                other.depth(),
                Objects.requireNonNull(field(item, What.KIND, was, other, ours, OutlineRow::kind)),
                Objects.requireNonNull(field(item, What.TITLE, was, other, ours, OutlineRow::title)),
                field(item, What.PRESENTER, was, other, ours, OutlineRow::presenter),
                field(item, What.MINUTES, was, other, ours, OutlineRow::minutes),
                field(item, What.NOTES, was, other, ours, OutlineRow::notes));
    }

    private <T> @Nullable T field(
            AgendaItemId item,
            What what,
            @Nullable OutlineRow was,
            OutlineRow other,
            OutlineRow ours,
            Function<OutlineRow, @Nullable T> of) {
        T their = of.apply(other);
        T our = of.apply(ours);
        if (Objects.equals(their, our) || (was != null && Objects.equals(our, of.apply(was)))) {
            return their;
        }
        if (!mineWins && (was == null || !Objects.equals(their, of.apply(was)))) {
            conflict(item, what);
        }
        return our;
    }

    /** From top to bottom, so that whatever an item is placed by stands in its place already. */
    private void place() {
        for (AgendaItemId item : mine.items()) {
            boolean known = base.has(item);
            if (theirs.has(item) ? !known || !movedByMe.contains(item) : known && !restored.contains(item)) {
                continue;
            }
            if (movedByThem.contains(item) && standsAlike(item)) {
                continue;
            }
            AgendaItemId parent = mine.parent(item);
            if (movedByThem.contains(item) && !mineWins) {
                conflict(item, What.PLACE);
            } else if (!merged.has(parent)) {
                conflict(parent, What.REMOVED);
            } else if (merged.isWithin(parent, item)) {
                conflict(item, What.PLACE);
            } else {
                merged.detach(item);
                merged.place(Objects.requireNonNull(mine.row(item)), parent, item, placeUnder(parent, item));
            }
        }
    }

    /** After the nearest of my siblings that stands there, and after what the others put there. */
    private int placeUnder(AgendaItemId parent, AgendaItemId item) {
        List<AgendaItemId> siblings = merged.children(parent);
        List<AgendaItemId> before = mine.children(parent);
        int at = 0;
        for (int i = before.indexOf(item) - 1; i >= 0; i--) {
            int found = siblings.indexOf(before.get(i));
            if (found >= 0) {
                at = found + 1;
                break;
            }
        }
        Set<AgendaItemId> ours = new HashSet<>(before);
        while (at < siblings.size() && !ours.contains(siblings.get(at))) {
            at++;
        }
        return at;
    }

    /** Whether both moved it to one place: under the same parent, after the same of those that both have there. */
    private boolean standsAlike(AgendaItemId item) {
        AgendaItemId parent = mine.parent(item);
        return parent.equals(theirs.parent(item))
                && Objects.equals(
                        neighbour(item, mine.children(parent), theirs.children(parent)),
                        neighbour(item, theirs.children(parent), mine.children(parent)));
    }

    private static @Nullable AgendaItemId neighbour(
            AgendaItemId item, List<AgendaItemId> siblings, Collection<AgendaItemId> others) {
        for (int i = siblings.indexOf(item) - 1; i >= 0; i--) {
            if (others.contains(siblings.get(i))) {
                return siblings.get(i);
            }
        }
        return null;
    }

    /** From the bottom up, so that a branch that went as a whole has nothing left under it. */
    private void remove() {
        for (AgendaItemId item : List.copyOf(theirs.items()).reversed()) {
            OutlineRow was = base.row(item);
            if (was == null || mine.has(item)) {
                continue;
            }
            boolean changed = movedByThem.contains(item)
                    || !Objects.requireNonNull(theirs.row(item)).saysAs(was);
            if ((changed && !mineWins) || !merged.children(item).isEmpty()) {
                conflict(item, What.REMOVED);
            } else {
                merged.remove(item);
            }
        }
    }
}
