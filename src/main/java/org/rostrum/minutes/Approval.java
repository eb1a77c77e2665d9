package org.rostrum.minutes;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.ContributionNumber;

/**
 * That a meeting approved a revision of minutes.
 *
 * @param undoable whether it was so recently that it may have been a slip
 */
public record Approval(
        int revision, UUID meeting, String meetingName, String approvedBy, Instant approvedAt, boolean undoable) {

    /** R01; null for the first file, which has no name of its own. */
    public @Nullable String label() {
        return ContributionNumber.revisionLabel(revision);
    }
}
