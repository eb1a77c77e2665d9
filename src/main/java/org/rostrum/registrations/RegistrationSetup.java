package org.rostrum.registrations;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.shared.When;

/**
 * Registration for an event and what is held within its week, as the staff set it up.
 *
 * @param event of the week, which is held within no other
 * @param note in Markdown
 * @param questions retired ones too
 */
public record RegistrationSetup(
        EventView event,
        Instant opensAt,
        Instant closesAt,
        Instant changeUntil,
        String note,
        int version,
        List<RegistrationPart> parts,
        List<RegistrationQuestion> questions) {

    /** What is possible now. */
    public enum Phase {
        TO_OPEN,
        OPEN,
        /** Nobody registers any more; who did may change their answers. */
        CHANGES,
        /** Who registered may withdraw. */
        CLOSED,
        OVER,
        CANCELLED
    }

    public Phase phase(Instant now) {
        if (event.cancelled()) {
            return Phase.CANCELLED;
        }
        if (event.when(now) == When.PAST) {
            return Phase.OVER;
        }
        if (now.isBefore(opensAt)) {
            return Phase.TO_OPEN;
        }
        if (!now.isAfter(closesAt)) {
            return Phase.OPEN;
        }
        return now.isAfter(changeUntil) ? Phase.CLOSED : Phase.CHANGES;
    }

    public ZoneId zone() {
        return event.zoneOrUtc();
    }

    public Optional<RegistrationPart> part(EventId id) {
        return parts.stream().filter(part -> part.event().equals(id)).findFirst();
    }

    /** Those that are asked. */
    public List<RegistrationQuestion> asked() {
        return questions.stream().filter(question -> !question.retired()).toList();
    }
}
