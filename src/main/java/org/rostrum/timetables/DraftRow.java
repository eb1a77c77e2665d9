package org.rostrum.timetables;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.GroupRef;
import org.rostrum.groups.Visibility;

/**
 * A row of the draft, with the names of what it refers to.
 *
 * @param version to be sent back with a change: whoever looked at an older row is refused
 * @param published whether it was ever published; then it is cancelled, and never goes
 */
public record DraftRow(
        DraftSession session,
        int version,
        boolean published,
        @Nullable String partName,
        SessionView.@Nullable VenueRoomRef room,
        List<GroupRef> groups) {

    public SessionId id() {
        return Objects.requireNonNull(session.id());
    }

    /** The day on which it begins, in the event's zone. */
    public LocalDate day(ZoneId zone) {
        return session.startsAt().atZone(zone).toLocalDate();
    }

    /** "DMSO, CITY"; empty where it is for all. */
    public String groupCodes() {
        return groups.stream().map(GroupRef::code).collect(Collectors.joining(", "));
    }

    TimetableEntry entry() {
        return new TimetableEntry(
                id(),
                session.kind(),
                session.title(),
                session.note(),
                session.part(),
                partName,
                room == null ? null : room.name(),
                session.startsAt(),
                session.endsAt(),
                session.mode(),
                session.membersOnly(),
                Objects.requireNonNullElse(session.visibility(), Visibility.PUBLIC),
                session.cancelled(),
                groups.stream().map(GroupRef::id).toList(),
                groups.stream().map(GroupRef::code).toList());
    }
}
