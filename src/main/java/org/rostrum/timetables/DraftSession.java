package org.rostrum.timetables;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventId;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.Visibility;

/**
 * A session as staff want it, before it is published.
 *
 * @param id null for a new one
 * @param part the event within the week that it belongs to; null for the week itself
 * @param venueRoom null where none is assigned yet
 * @param mode null where it is the event's own
 * @param visibility null for the usual: everybody, or the groups alone where all of them keep to themselves
 * @param groups none where it is for all
 */
public record DraftSession(
        @Nullable SessionId id,
        @Nullable EventId part,
        SessionKind kind,
        String title,
        String note,
        @Nullable UUID venueRoom,
        Instant startsAt,
        Instant endsAt,
        @Nullable EventFormat mode,
        boolean membersOnly,
        @Nullable Visibility visibility,
        boolean cancelled,
        List<GroupId> groups) {

    public DraftSession {
        groups = List.copyOf(groups);
    }

    public Duration length() {
        return Duration.between(startsAt, endsAt);
    }

    DraftSession at(Instant start, Instant end, @Nullable UUID room) {
        return new DraftSession(
                id, part, kind, title, note, room, start, end, mode, membersOnly, visibility, cancelled, groups);
    }

    DraftSession identified(SessionId as) {
        return new DraftSession(
                as,
                part,
                kind,
                title,
                note,
                venueRoom,
                startsAt,
                endsAt,
                mode,
                membersOnly,
                visibility,
                cancelled,
                groups);
    }

    DraftSession cancelled(boolean now) {
        return new DraftSession(
                id, part, kind, title, note, venueRoom, startsAt, endsAt, mode, membersOnly, visibility, now, groups);
    }

    boolean overlaps(DraftSession other) {
        return startsAt.isBefore(other.endsAt) && other.startsAt.isBefore(endsAt);
    }
}
