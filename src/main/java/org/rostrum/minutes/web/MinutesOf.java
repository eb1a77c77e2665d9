package org.rostrum.minutes.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.RevisionView;
import org.rostrum.meetings.MeetingView;
import org.rostrum.minutes.Approval;
import org.rostrum.minutes.MinutesApprovals;
import org.springframework.stereotype.Component;

/** Tells a contribution's page, which knows nothing of minutes, what there is to say of them. */
@Component("minutesOf")
class MinutesOf {

    private final MinutesApprovals approvals;

    MinutesOf(MinutesApprovals approvals) {
        this.approvals = approvals;
    }

    /**
     * @param approved which revisions were, the latest first
     * @param current whether the latest revision is among them
     * @param at the meeting at which this viewer may approve it; null where they may not
     * @param undoes whether this viewer may take the last approval back
     */
    public record Standing(
            List<Approval> approved,
            boolean current,
            @Nullable MeetingView at,
            boolean undoes) {}

    /** Null for what is no minutes, or has no file. */
    public @Nullable Standing in(ContributionView contribution, Viewer viewer) {
        RevisionView latest = contribution.latest();
        if (contribution.row().type() != ContributionType.MINS
                || contribution.row().state() == ContributionState.WITHDRAWN
                || latest == null) {
            return null;
        }
        List<Approval> approved = approvals.of(contribution);
        boolean current = !approved.isEmpty() && approved.getFirst().revision() == latest.number();
        boolean approves =
                viewer.may(Act.APPROVE_MINUTES, contribution.meeting().permissions());
        return new Standing(
                approved,
                current,
                approves && !current
                        ? approvals.where(contribution.meeting(), viewer).orElse(null)
                        : null,
                approves && !approved.isEmpty() && approved.getFirst().undoable());
    }
}
