package org.rostrum.contributions;

import org.rostrum.meetings.MeetingId;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomId;

/**
 * A file was uploaded. Published in the transaction that does it.
 *
 * @param revision 0 for the first file
 */
public record ContributionSubmitted(ContributionId id, MeetingId meeting, RoomId room, int revision, Author by) {}
