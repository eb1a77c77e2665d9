package org.rostrum.calendars.imports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventId;
import org.rostrum.groups.GroupId;
import org.rostrum.timetables.SessionId;
import org.rostrum.timetables.SessionKind;

/** A row of a table or an entry of a calendar, as far as it could be understood. What it does not say is null. */
final class Wanted {

    final int row;
    /** Problems by the column or property they belong to. */
    final Map<String, String> problems = new LinkedHashMap<>();

    final List<String> notices = new ArrayList<>();
    String about = "";
    String title = "";

    @Nullable Instant startsAt;

    @Nullable Instant endsAt;

    List<GroupId> groups = List.of();

    @Nullable EventId part;

    /** Whether the file says whose it is at all. */
    boolean whoseIsSaid = true;

    @Nullable SessionKind kind;

    @Nullable String note;

    @Nullable Boolean membersOnly;

    /** Whether the mode is said; null is then the event's own. */
    boolean modeSaid;

    @Nullable EventFormat mode;

    boolean roomSaid;

    @Nullable UUID room;

    boolean cancelled;

    /** By which it is found again; null where only its words tell. */
    @Nullable SessionId id;

    /** Why it is no session, in words; null for one that is. */
    @Nullable String leftOut;

    Wanted(int row) {
        this.row = row;
    }

    void wrong(String where, String why) {
        problems.putIfAbsent(where, why);
    }
}
