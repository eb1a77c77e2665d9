package org.rostrum.timetables;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventId;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupRef;
import org.rostrum.groups.Visibility;
import org.rostrum.shared.When;

/**
 * A session as it is published now.
 *
 * @param event whose timetable it is on
 * @param part the event within that one which it belongs to; null for the event itself
 * @param zone the event's, in which its times are meant
 * @param room null where none is assigned
 * @param groups who meets: several in a joint session, none where it is for all
 * @param membersOnly who may come; who may see that it is held is its visibility
 * @param sequence how often it was changed since it was first published (RFC 5545, 3.8.7.4)
 */
public record SessionView(
        SessionId id,
        EventId event,
        String eventName,
        @Nullable EventId part,
        @Nullable String partName,
        SessionKind kind,
        String title,
        String note,
        @Nullable VenueRoomRef room,
        ZoneId zone,
        Instant startsAt,
        Instant endsAt,
        @Nullable EventFormat mode,
        boolean membersOnly,
        Visibility visibility,
        boolean cancelled,
        List<GroupRef> groups,
        int sequence,
        Instant changedAt) {

    /** @param capacity seats; null where nobody has counted */
    public record VenueRoomRef(
            UUID id, String name, @Nullable Integer capacity) {}

    public boolean joint() {
        return groups.size() > 1;
    }

    /** Whether it is for everybody at the event, not for certain groups or a part. */
    public boolean forAll() {
        return groups.isEmpty() && part == null;
    }

    /** "DMSO, CITY"; empty where it is for all. */
    public String groupCodes() {
        return groups.stream().map(GroupRef::code).collect(Collectors.joining(", "));
    }

    public LocalDate day() {
        return startsAt.atZone(zone).toLocalDate();
    }

    public When when(Instant now) {
        return now.isBefore(startsAt) ? When.UPCOMING : now.isBefore(endsAt) ? When.NOW : When.PAST;
    }

    /**
     * A closed group's session is there for those who take part in the group, and the staff. A token that may not read
     * shows what the public sees.
     */
    public boolean visibleTo(Viewer viewer) {
        return visible(visibility, groups.stream().map(GroupRef::id).toList(), viewer);
    }

    static boolean visible(Visibility visibility, List<GroupId> groups, Viewer viewer) {
        if (visibility == Visibility.PUBLIC) {
            return true;
        }
        if (!viewer.scopes().contains(Scope.READ)) {
            return false;
        }
        return viewer.staff() || (visibility == Visibility.MEMBERS ? viewer.admitted() : inOneOf(groups, viewer));
    }

    private static boolean inOneOf(List<GroupId> groups, Viewer viewer) {
        return viewer.member()
                && groups.stream().anyMatch(group -> viewer.offices().containsKey(group));
    }
}
