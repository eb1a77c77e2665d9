package org.rostrum.meetings;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Place;
import org.rostrum.groups.GroupRef;
import org.rostrum.groups.Visibility;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.When;

/**
 * A meeting as its pages show it.
 *
 * @param timeZone the meeting's own zone, in which its times are meant
 * @param agendaExpectedOn null where nobody has said
 * @param agendaVersion the latest published version of the agenda; 0 before the first
 * @param event the event it is part of, if any
 */
public record MeetingView(
        MeetingId id,
        String name,
        GroupRef group,
        Visibility visibility,
        RoomId room,
        @Nullable UUID event,
        @Nullable String eventName,
        @Nullable String place,
        @Nullable String venue,
        ZoneId timeZone,
        Instant startsAt,
        Instant endsAt,
        Instant contributionDeadline,
        @Nullable LocalDate agendaExpectedOn,
        LatePolicy latePolicy,
        boolean cancelled,
        int agendaVersion) {

    /** Where permissions are asked for. */
    public Place permissions() {
        return new Place(id.value(), group.id(), visibility);
    }

    /** Whether it is going on, has been, or is to come. */
    public When when(Instant now) {
        return now.isBefore(startsAt) ? When.UPCOMING : now.isAfter(endsAt) ? When.PAST : When.NOW;
    }

    public boolean deadlinePassed(Instant now) {
        return now.isAfter(contributionDeadline);
    }
}
