package org.rostrum.attendance;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventId;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.organizations.PersonId;

/**
 * Somebody who is registered for an event, as the desk sees them.
 *
 * @param code on the badge and in its QR code
 * @param withdrawnAt null while the registration holds
 * @param stay the latest at the desk's place; null where they have not been there
 */
public record Badge(
        PersonId person,
        String name,
        @Nullable String organization,
        EventId event,
        String eventName,
        String code,
        @Nullable Instant withdrawnAt,
        List<Part> parts,
        @Nullable Stay stay) {

    /** What they registered for: the event itself or something within it. */
    public record Part(String name, ParticipationMode mode, boolean waiting) {

        public String said() {
            String how = mode == ParticipationMode.IN_PERSON ? "in person" : "remotely";
            return name + ", " + how + (waiting ? ", on the waiting list" : "");
        }
    }

    /** Whether they are expected at the door. */
    public enum Standing {
        EXPECTED,
        WAITING,
        REMOTE,
        WITHDRAWN
    }

    public Standing standing() {
        if (withdrawnAt != null) {
            return Standing.WITHDRAWN;
        }
        if (parts.stream().anyMatch(part -> part.mode() == ParticipationMode.IN_PERSON && !part.waiting())) {
            return Standing.EXPECTED;
        }
        return parts.stream().anyMatch(Part::waiting) ? Standing.WAITING : Standing.REMOTE;
    }

    public boolean here() {
        return stay != null && stay.here();
    }

    /** Why they are not simply checked in; null where they are. */
    public @Nullable String doubt() {
        return switch (standing()) {
            case EXPECTED -> null;
            case WAITING ->
                name + " is on the waiting list of " + eventName
                        + ": no place was left. You may let them in anyway; that is put on record.";
            case REMOTE ->
                name
                        + " registered to take part remotely, not in person. You may let them in anyway; that is put on record.";
            case WITHDRAWN ->
                name + " withdrew the registration for " + eventName
                        + ". You may let them in anyway; that is put on record.";
        };
    }
}
