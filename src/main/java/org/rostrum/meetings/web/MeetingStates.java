package org.rostrum.meetings.web;

import java.time.Clock;
import java.util.Locale;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.MeetingView.When;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Says of a meeting whether it is on, over, to come or cancelled, for the header that every page of it begins with. */
@Component("meetingStates")
class MeetingStates {

    private final Clock clock;

    MeetingStates(ObjectProvider<Clock> clock) {
        this.clock = clock.getIfAvailable(Clock::systemUTC);
    }

    /** @param kind of the badge */
    public record State(String kind, String word) {}

    public State of(MeetingView meeting) {
        if (meeting.cancelled()) {
            return new State("cancelled", "Cancelled");
        }
        When when = meeting.when(clock.instant());
        return new State(
                when.name().toLowerCase(Locale.ROOT),
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
