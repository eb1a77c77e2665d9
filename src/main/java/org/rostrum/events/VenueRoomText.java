package org.rostrum.events;

import org.jspecify.annotations.Nullable;

/** What is typed of a room of the venue, as it was typed. */
public record VenueRoomText(
        @Nullable String name,
        @Nullable String capacity,
        @Nullable String note) {}
