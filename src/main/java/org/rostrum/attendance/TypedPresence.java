package org.rostrum.attendance;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.rostrum.access.Viewer;
import org.rostrum.attendance.AttendanceRecord.Mine;
import org.rostrum.discussions.TypedAct;
import org.rostrum.meetings.MeetingView;
import org.rostrum.shared.When;
import org.rostrum.web.Times;
import org.springframework.stereotype.Component;

/**
 * "present+", as delegates type it elsewhere. Whoever is in a room by a browser counts as present without it; so it takes
 * back that one only reads along, and says how one is counted. It counts nobody who is not there.
 */
@Component
class TypedPresence implements TypedAct {

    private final AttendanceRecord record;
    private final SelfCheckIns checkIns;
    private final Times times;
    private final Clock clock;

    TypedPresence(AttendanceRecord record, SelfCheckIns checkIns, Times times, Clock clock) {
        this.record = record;
        this.checkIns = checkIns;
        this.times = times;
        this.clock = clock;
    }

    @Override
    public Optional<String> carryOut(Viewer viewer, MeetingView meeting, String text, String intent) {
        if (!text.equalsIgnoreCase("present+")) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (meeting.cancelled() || meeting.when(now) == When.PAST) {
            return Optional.of("The meeting is not held now, so nobody is counted as present.");
        }
        record.readsAlong(meeting.id(), false, viewer);
        if (meeting.when(now) == When.UPCOMING) {
            return Optional.of("You are counted as present once you are here when the meeting begins: "
                    + times.at(meeting.startsAt(), meeting.timeZone()) + ".");
        }
        checkIns.bringUpToDate(meeting.room());
        Mine mine = record.mine(meeting, viewer);
        return Optional.of(
                mine.since() == null
                        ? "You are not counted as present remotely: that counts who has the room open in a browser, "
                                + "and was not checked in at the desk."
                        : "You are counted as present since " + times.at(mine.since(), meeting.timeZone()) + ".");
    }
}
