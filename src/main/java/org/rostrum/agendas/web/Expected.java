package org.rostrum.agendas.web;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.rostrum.meetings.MeetingView;

/** What to say where there is no agenda yet. */
final class Expected {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.UK);

    private Expected() {}

    /** "Agenda expected on Monday 30 November 2026". */
    static String title(MeetingView meeting) {
        return meeting.agendaExpectedOn() == null
                ? "No agenda yet"
                : "Agenda expected on " + DAY.format(meeting.agendaExpectedOn());
    }

    static String sentence(MeetingView meeting) {
        String who = "The chair of " + meeting.group().code() + " publishes it";
        return meeting.agendaExpectedOn() == null
                ? who + " before the meeting, and it appears here at once."
                : who + " by the end of that day in the meeting's time zone, " + meeting.timeZone()
                        + ", and it appears here at once.";
    }
}
