package org.rostrum.attendance;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.organizations.PersonId;

/**
 * Somebody who was at a session, a meeting or an event.
 *
 * @param slot the session's, meeting's or event's identifier
 * @param arrivedAt first
 * @param leftAt last; null while they are there
 * @param entry what to correct; of several, the first
 */
public record Attendee(
        UUID slot,
        PersonId person,
        String name,
        @Nullable String organization,
        ParticipationMode mode,
        Rule rule,
        Instant arrivedAt,
        @Nullable Instant leftAt,
        AttendanceId entry) {}
