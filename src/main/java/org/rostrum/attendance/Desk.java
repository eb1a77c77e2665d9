package org.rostrum.attendance;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventView;
import org.rostrum.timetables.SessionView;

/**
 * Where somebody checks people in: at the door of an event, or at one of its sessions.
 *
 * @param event a week; what is held within one has its door
 * @param session null for the door
 */
public record Desk(EventView event, @Nullable SessionView session) {

    public @Nullable UUID sessionId() {
        return session == null ? null : session.id().value();
    }

    /** As a sentence goes on: "at the door of Members meeting", "in Opening plenary". */
    public String where() {
        return session == null ? "at the door of " + event.name() : "in " + session.title();
    }

    /**
     * Badges are handed out on the eve, too; afterwards nobody comes any more.
     *
     * @return why nobody is checked in here now; null while people are
     */
    public @Nullable String closed(Instant now) {
        if (event.cancelled()) {
            return event.name() + " is cancelled, so nobody is checked in.";
        }
        if (session != null && session.cancelled()) {
            return session.title() + " is cancelled. Choose another place.";
        }
        var today = now.atZone(event.zoneOrUtc()).toLocalDate();
        if (today.isBefore(event.startsOn().minusDays(1))) {
            return "Check-in opens on the day before " + event.name() + " begins.";
        }
        if (today.isAfter(event.endsOn())) {
            return event.name() + " is over. Who was there is corrected on its attendance page.";
        }
        return null;
    }
}
