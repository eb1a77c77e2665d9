package org.rostrum.registrations;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.rostrum.events.EventId;
import org.rostrum.groups.GroupRef;

/**
 * A group's meeting of a week, which somebody may attend or invite to.
 *
 * @param event in which it is held: that of the week, or one within it
 */
public record MeetingOffer(
        UUID id, EventId event, GroupRef group, String name, ZoneId timeZone, Instant startsAt, Instant endsAt) {}
