package org.rostrum.timetables;

import java.util.List;

/**
 * What a draft asks of a room, a group or a person that cannot be. Nobody is kept from publishing it: there may be a
 * reason that the portal does not know.
 *
 * @param sessions one or two
 */
public record Conflict(Kind kind, List<SessionId> sessions, String text) {

    public enum Kind {
        ROOM("Room taken"),
        GROUP("Group in two places"),
        CHAIR("Chair in two places"),
        CAPACITY("Too small"),
        /** The event's days were changed after the session was set. */
        OUTSIDE("Outside the event");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public boolean concerns(SessionId session) {
        return sessions.contains(session);
    }
}
