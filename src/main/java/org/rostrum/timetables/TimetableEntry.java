package org.rostrum.timetables;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventId;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.Visibility;

/**
 * A session as one version of a timetable says it: words instead of references, so that versions can be compared
 * whatever has become of the rooms and groups they name.
 *
 * @param part null for the week itself, and in versions of the past, which keep its name alone
 */
public record TimetableEntry(
        SessionId id,
        SessionKind kind,
        String title,
        String note,
        @Nullable EventId part,
        @Nullable String partName,
        @Nullable String room,
        Instant startsAt,
        Instant endsAt,
        @Nullable EventFormat mode,
        boolean membersOnly,
        Visibility visibility,
        boolean cancelled,
        List<GroupId> groupIds,
        List<String> groups) {

    public String groupCodes() {
        return String.join(", ", groups);
    }

    public LocalDate day(ZoneId zone) {
        return startsAt.atZone(zone).toLocalDate();
    }

    boolean visibleTo(Viewer viewer) {
        return SessionView.visible(visibility, groupIds, viewer);
    }
}
