package org.rostrum.meetings.web;

import java.time.Clock;
import org.rostrum.meetings.MeetingView;
import org.rostrum.shared.When;
import org.springframework.stereotype.Component;

/** Says of a meeting whether it is on, over, to come or cancelled, for the header that every page of it begins with. */
@Component("meetingStates")
class MeetingStates {

    private final Clock clock;

    MeetingStates(Clock clock) {
        this.clock = clock;
    }

    /** @param kind of the badge */
    public record State(String kind, String word) {}

    public State of(MeetingView meeting) {
        if (meeting.cancelled()) {
            return new State("cancelled", "Cancelled");
        }
        When when = meeting.when(clock.instant());
        return new State(
                when.code(),
                switch (when) {
                    case NOW -> "In session";
                    case UPCOMING -> "Upcoming";
                    case PAST -> "Past";
                });
    }

    public boolean inSession(MeetingView meeting) {
        return !meeting.cancelled() && meeting.when(clock.instant()) == When.NOW;
    }
}
