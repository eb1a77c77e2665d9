package org.rostrum.cockpit;

import java.util.List;
import org.rostrum.meetings.MeetingView;

/** A meeting with what waits there, the most urgent first. */
public record Waiting(MeetingView meeting, List<Line> lines) {

    Urgency urgency() {
        return lines.getFirst().urgency();
    }
}
