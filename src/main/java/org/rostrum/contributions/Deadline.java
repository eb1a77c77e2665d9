package org.rostrum.contributions;

import java.time.Instant;
import org.rostrum.meetings.LatePolicy;
import org.rostrum.meetings.MeetingView;
import org.rostrum.shared.Refusal;
import org.rostrum.web.Times;

/**
 * Until when a meeting takes contributions, and what becomes of later ones. The instant itself is still in time.
 *
 * @param inWords in the meeting's own zone, which is the one it is meant in
 */
public record Deadline(Instant at, LatePolicy policy, String inWords) {

    static Deadline of(MeetingView meeting, Times times) {
        return new Deadline(
                meeting.contributionDeadline(),
                meeting.latePolicy(),
                times.at(meeting.contributionDeadline(), meeting.timeZone()));
    }

    public boolean passed(Instant now) {
        return now.isAfter(at);
    }

    /** Whether new contributions are no longer taken; types that are exempt still are. */
    public boolean closed(Instant now) {
        return passed(now) && policy == LatePolicy.REFUSE;
    }

    /** @return whether what comes now is late */
    boolean admits(ContributionType type, Instant now) {
        if (type.exemptFromDeadline() || !passed(now)) {
            return false;
        }
        if (policy == LatePolicy.REFUSE) {
            throw Refusal.conflict("The deadline for contributions has passed: it was " + inWords
                    + ". This meeting takes no late contributions. Liaison statements, agendas, minutes, reports "
                    + "and revisions are exempt.");
        }
        return true;
    }
}
