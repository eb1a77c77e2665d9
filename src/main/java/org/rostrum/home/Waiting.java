package org.rostrum.home;

import org.rostrum.meetings.MeetingView;

/**
 * What a meeting waits for its chair or secretary to do.
 *
 * @param draftAhead whether the agenda's draft holds more than what is published
 * @param unplaced contributions submitted that are on no agenda item
 */
record Waiting(MeetingView meeting, boolean draftAhead, int unplaced) {

    public boolean agendaMissing() {
        return meeting.agendaVersion() == 0;
    }

    boolean something() {
        return agendaMissing() || draftAhead || unplaced > 0;
    }
}
