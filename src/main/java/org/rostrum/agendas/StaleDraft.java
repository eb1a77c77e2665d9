package org.rostrum.agendas;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Refusal;

/** Somebody saved a newer draft than the one this was written on, and both changed the same. Nothing was overwritten. */
public class StaleDraft extends Refusal {

    private static final int NAMED = 5;

    private final int current;
    private final List<DraftConflict> conflicts;
    private final @Nullable List<OutlineRow> together;

    StaleDraft(int current, List<DraftConflict> conflicts) {
        this(current, conflicts, null);
    }

    StaleDraft(int current, List<DraftConflict> conflicts, @Nullable List<OutlineRow> together) {
        super(
                Reason.CONFLICT,
                "The draft was saved by somebody else since you loaded it (it is at revision " + current
                        + " now)" + both(conflicts)
                        + ". Nothing was overwritten: load it again and compare.");
        this.current = current;
        this.conflicts = List.copyOf(conflicts);
        this.together = together;
    }

    private static String both(List<DraftConflict> conflicts) {
        if (conflicts.isEmpty()) {
            return "";
        }
        return ", and both of you changed "
                + conflicts.stream().limit(NAMED).map(DraftConflict::inWords).collect(Collectors.joining(", "))
                + (conflicts.size() > NAMED ? " and " + (conflicts.size() - NAMED) + " more" : "");
    }

    /** The revision that is newer. */
    public int current() {
        return current;
    }

    /**
     * Both texts together, with their own words where both changed the same: what whoever keeps theirs would save on the
     * newer revision. Null where the two cannot be put together even so.
     */
    public @Nullable List<OutlineRow> together() {
        return together;
    }

    /** What both changed; empty where that is not known. */
    public List<DraftConflict> conflicts() {
        return conflicts;
    }
}
