package org.rostrum.contributions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingId;
import org.rostrum.organizations.OrganizationId;

/**
 * Who objects to a revision, and why.
 *
 * @param raisedBy who spoke for the organisation
 * @param settledBy who withdrew it, or the chair who found it sustained
 * @param undoable whether the chair can still take a finding back
 */
public record ObjectionView(
        ObjectionId id,
        int revision,
        MeetingId meeting,
        OrganizationId organizationId,
        String organization,
        String reason,
        ObjectionState state,
        String raisedBy,
        Instant raisedAt,
        @Nullable String settledBy,
        @Nullable Instant settledAt,
        boolean undoable) {

    /** Nobody withdrew it: there is no consensus. */
    public boolean stands() {
        return state != ObjectionState.WITHDRAWN;
    }

    /** "R01"; null for the first. */
    public @Nullable String revisionLabel() {
        return ContributionNumber.revisionLabel(revision);
    }
}
