package org.rostrum.registrations;

import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventId;
import org.rostrum.events.EventKind;
import org.rostrum.meetings.ParticipationMode;

/**
 * What one may register for: an event, or one that is held within its week.
 *
 * @param inPersonCapacity null for as many as come
 * @param cancelled then nobody registers for it any more; who did stays on record
 */
public record RegistrationPart(
        EventId event,
        String name,
        EventKind kind,
        boolean inPerson,
        boolean remote,
        @Nullable Integer inPersonCapacity,
        @Nullable Integer remoteCapacity,
        Taken inPersonTaken,
        Taken remoteTaken,
        boolean cancelled) {

    /** @param confirmed who have a place */
    public record Taken(int confirmed, int waiting) {

        public int people() {
            return confirmed + waiting;
        }
    }

    public boolean offers(ParticipationMode mode) {
        return !cancelled && (mode == ParticipationMode.IN_PERSON ? inPerson : remote);
    }

    public @Nullable Integer capacity(ParticipationMode mode) {
        return mode == ParticipationMode.IN_PERSON ? inPersonCapacity : remoteCapacity;
    }

    public Taken taken(ParticipationMode mode) {
        return mode == ParticipationMode.IN_PERSON ? inPersonTaken : remoteTaken;
    }

    /** How many places nobody has; null where there is no limit. */
    public @Nullable Integer left(ParticipationMode mode) {
        Integer capacity = capacity(mode);
        return capacity == null ? null : Math.max(0, capacity - taken(mode).confirmed());
    }

    /** Whether whoever asks now gets a place: nobody overtakes those who wait. */
    public boolean full(ParticipationMode mode) {
        Integer left = left(mode);
        return left != null && (left == 0 || taken(mode).waiting() > 0);
    }

    /** "12 places left", "full, 3 on the waiting list", "no limit". */
    public String places(ParticipationMode mode) {
        Integer left = left(mode);
        if (left == null) {
            return "no limit";
        }
        if (full(mode)) {
            int waiting = taken(mode).waiting();
            return waiting == 0 ? "full" : "full, " + waiting + " on the waiting list";
        }
        return left == 1 ? "1 place left" : left + " places left";
    }
}
