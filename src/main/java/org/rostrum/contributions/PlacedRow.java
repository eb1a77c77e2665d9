package org.rostrum.contributions;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A contribution as who allocates sees it: no more of it than a desk with two thousand of them needs. */
public record PlacedRow(
        ContributionId id,
        ContributionNumber number,
        ContributionType type,
        String title,
        String source,
        ContributionState state,
        boolean late,
        @Nullable UUID item,
        @Nullable UUID proposed,
        @Nullable AgendaBlock block) {

    /** Nobody has decided yet where it is treated, and somebody has to. */
    public boolean waits() {
        return item == null && type != ContributionType.AGD && state != ContributionState.WITHDRAWN;
    }
}
