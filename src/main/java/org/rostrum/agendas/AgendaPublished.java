package org.rostrum.agendas;

import java.util.List;
import java.util.UUID;
import org.rostrum.meetings.MeetingId;
import org.rostrum.rooms.RoomId;

/**
 * A version of a meeting's agenda was published; told within the transaction that publishes it.
 *
 * @param items the items of this version that members read, in their order, of which some may have been in earlier ones
 */
public record AgendaPublished(MeetingId meeting, RoomId room, int version, List<UUID> items) {}
