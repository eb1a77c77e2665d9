package org.rostrum.contributions;

import org.rostrum.meetings.MeetingId;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomId;

/** A contribution was withdrawn. Published in the transaction that does it. */
public record ContributionWithdrawn(ContributionId id, MeetingId meeting, RoomId room, Author by) {}
