package org.rostrum.contributions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One document of a meeting: one revision of a contribution, or a number whose file is still to come.
 *
 * @param of the contribution it belongs to
 * @param revision null before the first file
 * @param latest whether no other took its place
 * @param revisionOf the number of the one before
 * @param revisedTo the number of the one after, or of the one that its author was asked for
 * @param outcome what the meeting decided about this one; null where nothing
 * @param words the condition, the reason or a remark
 * @param mergedInto a number
 * @param carriedTo the name of the meeting that it was postponed to
 * @param carriedAs its number there
 * @param reply the number of the liaison statement that answers it
 */
public record DocumentRow(
        ContributionRow of,
        @Nullable Integer revision,
        boolean latest,
        @Nullable String revisionOf,
        @Nullable String revisedTo,
        @Nullable Instant uploadedAt,
        @Nullable Outcome outcome,
        @Nullable String words,
        @Nullable String mergedInto,
        @Nullable String carriedTo,
        @Nullable String carriedAs,
        @Nullable String reply) {

    /** With the revision: OMA-DMSO-2026-0042R01. */
    public String number() {
        return revision == null ? of.number().number() : of.number().numberOf(revision);
    }
}
