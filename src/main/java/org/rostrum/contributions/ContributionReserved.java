package org.rostrum.contributions;

import org.rostrum.meetings.MeetingId;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomId;

/** A number was reserved. Published in the transaction that does it. */
public record ContributionReserved(ContributionId id, MeetingId meeting, RoomId room, Author by) {}
