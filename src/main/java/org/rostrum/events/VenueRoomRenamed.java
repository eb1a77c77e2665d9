package org.rostrum.events;

/** Within the transaction that renames it: what is held there is held, by its name, elsewhere. */
public record VenueRoomRenamed(EventId event, VenueRoomId room) {}
