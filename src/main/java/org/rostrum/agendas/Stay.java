package org.rostrum.agendas;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stay of the room on an item, read. */
record Stay(
        StayId id,
        AgendaItemId item,
        Instant startedAt,
        @Nullable Instant endedAt) {}
