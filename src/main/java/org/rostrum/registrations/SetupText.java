package org.rostrum.registrations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventId;

/**
 * Registration as the staff set it up, before anything of it was checked but the times.
 *
 * @param parts what one may register for; those that are not offered are not there
 */
public record SetupText(
        Instant opensAt,
        Instant closesAt,
        Instant changeUntil,
        @Nullable String note,
        List<Part> parts) {

    /** @param inPersonCapacity null for as many as come */
    public record Part(
            EventId event,
            boolean inPerson,
            boolean remote,
            @Nullable Integer inPersonCapacity,
            @Nullable Integer remoteCapacity) {}
}
