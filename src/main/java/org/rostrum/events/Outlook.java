package org.rostrum.events;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is still to come of an event, so that no page of it is empty without saying when it will not be. A read view over
 * registration and timetable, which stand above events; of an event within a week, those of the week.
 *
 * @param opensAt when registration opens; null where it is not set up
 * @param timetable its version; 0 before the first
 * @param timetableExpectedOn null where nobody has said
 */
public record Outlook(
        @Nullable Instant opensAt,
        @Nullable Instant closesAt,
        int timetable,
        @Nullable LocalDate timetableExpectedOn) {

    public static final Outlook NONE = new Outlook(null, null, 0, null);

    /** Of registration. */
    public enum Registration {
        NOT_SET_UP,
        OPENS,
        OPEN,
        CLOSED
    }

    public Registration registration(Instant now) {
        if (opensAt == null || closesAt == null) {
            return Registration.NOT_SET_UP;
        }
        return now.isBefore(opensAt)
                ? Registration.OPENS
                : now.isBefore(closesAt) ? Registration.OPEN : Registration.CLOSED;
    }

    /** Whether there is a day to say on which the timetable comes. */
    public boolean timetableToCome() {
        return timetable == 0 && timetableExpectedOn != null;
    }
}
