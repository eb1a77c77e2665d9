package org.rostrum.contributions;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingView;
import org.rostrum.organizations.OrganizationId;

/**
 * A contribution with its whole story.
 *
 * @param summary its abstract, which is no name in Java
 * @param namedSource what of its source the author named; the rest signed it
 * @param particulars what its type asks for beside; null where that is nothing
 * @param revisions from the first on
 * @param thread its discussion in the meeting's room
 * @param seq of the room when this was read
 */
public record ContributionView(
        ContributionRow row,
        MeetingView meeting,
        String summary,
        String namedSource,
        @Nullable OrganizationId organization,
        @Nullable SpecificationRow specification,
        @Nullable Particulars particulars,
        @Nullable Instant withdrawnAt,
        List<RevisionView> revisions,
        @Nullable UUID thread,
        long seq) {

    public ContributionId id() {
        return row.id();
    }

    /** The file that counts now; null before the first. */
    public @Nullable RevisionView latest() {
        return revisions.isEmpty() ? null : revisions.getLast();
    }
}
