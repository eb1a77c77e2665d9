package org.rostrum.cockpit;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.GroupRef;
import org.rostrum.meetings.MeetingView;

/**
 * A meeting with what waits there, the most urgent first; or a group for which no meeting is called.
 *
 * @param meeting null for the group itself
 * @param zone in which its times are meant
 */
public record Waiting(GroupRef group, @Nullable MeetingView meeting, ZoneId zone, List<Line> lines) {

    public UUID key() {
        return meeting == null ? group.id().value() : meeting.id().value();
    }

    public String name() {
        return meeting == null ? group.name() + ", no meeting called" : meeting.name();
    }

    public String path() {
        return meeting == null ? "/groups/" + group.code() : "/meetings/" + meeting.id() + "/cockpit";
    }

    Waiting with(List<Line> some) {
        return new Waiting(group, meeting, zone, some);
    }

    Urgency urgency() {
        return lines.getFirst().urgency();
    }

    Instant startsAt() {
        return meeting == null ? Instant.MAX : meeting.startsAt();
    }
}
