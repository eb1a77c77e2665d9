package org.rostrum.cockpit;

import java.time.Instant;
import org.rostrum.meetings.MeetingView;

/** What an officer will have to do next, and when. */
public record Coming(String words, MeetingView meeting, Instant at) {}
