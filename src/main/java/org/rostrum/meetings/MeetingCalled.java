package org.rostrum.meetings;

import org.rostrum.rooms.RoomId;

/** Within the transaction that calls it: its room is there, and nothing is said in it yet. */
public record MeetingCalled(MeetingId meeting, RoomId room) {}
