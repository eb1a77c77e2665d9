package org.rostrum.agendas;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stay of the room on an item, read. */
record Stay(
        StayId id,
        AgendaItemId item,
        Instant startedAt,
        @Nullable Instant endedAt) {

    /** When the room last moved on account of it. */
    Instant moved() {
        return endedAt == null ? startedAt : endedAt;
    }
}
