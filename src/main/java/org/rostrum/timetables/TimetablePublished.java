package org.rostrum.timetables;

import java.util.List;
import org.rostrum.events.EventId;

/** @param changed the sessions that are not as they were in the version before */
public record TimetablePublished(EventId event, int version, List<SessionId> changed) {}
