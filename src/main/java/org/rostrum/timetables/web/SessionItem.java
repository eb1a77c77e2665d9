package org.rostrum.timetables.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventFormat;
import org.rostrum.timetables.SessionView;

/** A session as programs read it. */
record SessionItem(
        UUID id,
        UUID eventId,

        @Schema(description = "The event within that one which it belongs to") @Nullable UUID partId,

        @Schema(allowableValues = {"session", "plenary", "break", "social"})
        String kind,

        String title,
        String note,

        @Schema(description = "Who meets; several in a joint session, none where it is for all")
        List<String> groups,

        @Nullable String room,

        @Schema(description = "The event's zone, an IANA name", example = "Europe/Warsaw")
        String timeZone,

        Instant startsAt,
        Instant endsAt,

        @Schema(allowableValues = {"on-site", "hybrid", "remote"}) @Nullable String mode,

        boolean membersOnly,
        boolean cancelled,

        @Schema(description = "Rises with each change since the session was first published")
        int sequence,

        Instant changedAt,

        String path) {

    static SessionItem of(SessionView session) {
        return new SessionItem(
                session.id().value(),
                session.event().value(),
                session.part() == null ? null : session.part().value(),
                code(session.kind()),
                session.title(),
                session.note(),
                session.groups().stream().map(group -> group.code()).toList(),
                session.room() == null ? null : session.room().name(),
                session.zone().getId(),
                session.startsAt(),
                session.endsAt(),
                format(session.mode()),
                session.membersOnly(),
                session.cancelled(),
                session.sequence(),
                session.changedAt(),
                "/events/" + session.event() + "/timetable#s-" + session.id());
    }

    static @Nullable String format(@Nullable EventFormat format) {
        return format == null ? null : code(format);
    }

    static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
