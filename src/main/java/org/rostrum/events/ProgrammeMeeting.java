package org.rostrum.events;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.GroupRef;
import org.rostrum.groups.Visibility;
import org.rostrum.shared.When;

/**
 * A group's meeting as a line of a programme.
 *
 * @param event null for one that is held on its own
 * @param readable whether the viewer may open its pages
 * @param joinable whether the viewer may come into its room
 */
public record ProgrammeMeeting(
        UUID id,
        @Nullable EventId event,
        GroupRef group,
        Visibility visibility,
        String name,
        @Nullable String venue,
        ZoneId timeZone,
        Instant startsAt,
        Instant endsAt,
        boolean cancelled,
        boolean readable,
        boolean joinable) {

    public When when(Instant now) {
        return now.isBefore(startsAt) ? When.UPCOMING : now.isAfter(endsAt) ? When.PAST : When.NOW;
    }

    public LocalDate startsOn() {
        return startsAt.atZone(timeZone).toLocalDate();
    }

    public LocalDate endsOn() {
        return endsAt.atZone(timeZone).toLocalDate();
    }
}
