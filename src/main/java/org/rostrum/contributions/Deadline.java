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
 * @param pass whether the chair gave a late pass for what comes
 */
public record Deadline(Instant at, LatePolicy policy, String inWords, boolean pass) {

    static Deadline of(MeetingView meeting, Times times) {
        return new Deadline(
                meeting.contributionDeadline(),
                meeting.latePolicy(),
                times.at(meeting.contributionDeadline(), meeting.timeZone()),
                false);
    }

    /** The same for what has the chair's late pass. */
    Deadline withPass() {
        return new Deadline(at, policy, inWords, true);
    }

    public boolean passed(Instant now) {
        return now.isAfter(at);
    }

    /** Whether new contributions are no longer taken; types that are exempt still are. */
    public boolean closed(Instant now) {
        return passed(now) && policy == LatePolicy.REFUSE;
    }

    /** Whether a first file needs the chair's late pass, unless its type is exempt. */
    public boolean needsPass(Instant now) {
        return passed(now) && policy == LatePolicy.PASS;
    }

    /** A number may be reserved without a pass: it takes one to ask for the pass. */
    void admitsNumber(ContributionType type, Instant now) {
        if (!type.exemptFromDeadline() && closed(now)) {
            throw Refusal.conflict(over() + " This meeting takes no late contributions." + EXEMPT);
        }
    }

    /** @return whether a file that comes now is late */
    boolean admits(ContributionType type, Instant now) {
        admitsNumber(type, now);
        if (type.exemptFromDeadline() || !passed(now)) {
            return false;
        }
        if (needsPass(now) && !pass) {
            throw Refusal.conflict(over()
                    + " What comes now needs the chair's late pass: ask for it on the contribution's page." + EXEMPT);
        }
        return true;
    }

    private static final String EXEMPT = " Liaison statements, agendas, minutes, reports and revisions are exempt.";

    private String over() {
        return "The deadline for contributions has passed: it was " + inWords + ".";
    }
}
