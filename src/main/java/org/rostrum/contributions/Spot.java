package org.rostrum.contributions;

import org.jspecify.annotations.Nullable;

/**
 * Where within an item contributions are put.
 *
 * @param before which they come; null for the end
 * @param last whether those that are on the item already go to the end too; else they stay where they are
 */
public record Spot(@Nullable ContributionId before, boolean last) {

    /** At the end, in the order of their numbers; what is there already stays, so that saying it twice is saying it once. */
    public static final Spot ANY = new Spot(null, false);

    public static final Spot LAST = new Spot(null, true);

    public static Spot before(ContributionId other) {
        return new Spot(other, false);
    }
}
