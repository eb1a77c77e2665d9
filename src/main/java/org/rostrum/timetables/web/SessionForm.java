package org.rostrum.timetables.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventId;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.Visibility;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.WallClock;
import org.rostrum.timetables.DraftRow;
import org.rostrum.timetables.DraftSession;
import org.rostrum.timetables.SessionKind;

/**
 * A session as its form sends it: all as text, so that whatever comes is refused beside its field.
 *
 * @param startsFold which of the two is meant, where the clocks show the start twice; null until somebody was asked
 * @param version of the row that the editor saw; null for a new one
 */
record SessionForm(
        @Nullable String title,
        @Nullable String kind,
        @Nullable String note,
        @Nullable String part,
        @Nullable String venueRoom,
        @Nullable String startsAt,
        @Nullable String endsAt,
        @Nullable String startsFold,
        @Nullable String endsFold,
        @Nullable String mode,
        @Nullable String membersOnly,
        @Nullable String visibility,
        @Nullable List<String> groups,
        @Nullable String version) {

    static SessionForm blank(LocalDate day, LocalTime from, LocalTime to, String room) {
        return new SessionForm(
                "",
                SessionKind.SESSION.name(),
                "",
                "",
                room,
                day.atTime(from).toString(),
                day.atTime(to).toString(),
                null,
                null,
                "",
                "",
                "",
                List.of(),
                null);
    }

    static SessionForm of(DraftRow row, ZoneId zone) {
        DraftSession session = row.session();
        return new SessionForm(
                session.title(),
                session.kind().name(),
                session.note(),
                session.part() == null ? "" : session.part().toString(),
                session.venueRoom() == null ? "" : String.valueOf(session.venueRoom()),
                local(session.startsAt(), zone),
                local(session.endsAt(), zone),
                fold(session.startsAt(), zone),
                fold(session.endsAt(), zone),
                session.mode() == null ? "" : session.mode().name(),
                session.membersOnly() ? "true" : "",
                session.visibility() == null ? "" : session.visibility().name(),
                session.groups().stream().map(GroupId::toString).toList(),
                String.valueOf(row.version()));
    }

    private static String local(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalDateTime().toString();
    }

    private static @Nullable String fold(Instant instant, ZoneId zone) {
        LocalDateTime local = instant.atZone(zone).toLocalDateTime();
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() < 2) {
            return null;
        }
        return instant.equals(local.toInstant(offsets.getFirst()))
                ? WallClock.Fold.FIRST.name()
                : WallClock.Fold.SECOND.name();
    }

    DraftSession session(ZoneId zone) {
        return new DraftSession(
                null,
                part == null || part.isBlank() ? null : new EventId(id("part", part)),
                choice("kind", SessionKind.class, kind),
                title == null ? "" : title,
                note == null ? "" : note,
                venueRoom == null || venueRoom.isBlank() ? null : id("venueRoom", venueRoom),
                WallClock.instant(
                        "startsAt", WallClock.dateTime("startsAt", startsAt), zone, chosen("startsFold", startsFold)),
                WallClock.instant("endsAt", WallClock.dateTime("endsAt", endsAt), zone, chosen("endsFold", endsFold)),
                mode == null || mode.isBlank() ? null : choice("mode", EventFormat.class, mode),
                "true".equals(membersOnly),
                visibility == null || visibility.isBlank() ? null : choice("visibility", Visibility.class, visibility),
                false,
                groups == null
                        ? List.of()
                        : groups.stream()
                                .map(group -> new GroupId(id("groups", group)))
                                .toList());
    }

    /** That the editor saw; none fits where it is no number. */
    int seen() {
        try {
            return Integer.parseInt(String.valueOf(version));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static WallClock.@Nullable Fold chosen(String field, @Nullable String fold) {
        return fold == null || fold.isBlank() ? null : choice(field, WallClock.Fold.class, fold);
    }

    private static UUID id(String field, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(field, "There is no such choice. Choose from the list.");
        }
    }

    private static <E extends Enum<E>> E choice(String field, Class<E> type, @Nullable String text) {
        try {
            return Enum.valueOf(type, String.valueOf(text));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(field, "There is no such choice. Choose from the list.");
        }
    }
}
