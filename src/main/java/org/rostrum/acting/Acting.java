package org.rostrum.acting;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;

/** Somebody of the staff in a delegate's name, from one instant to another. */
@Entity
@SuppressWarnings("UnusedVariable") // what pages show is read by statements, not through the aggregate
class Acting {

    private static final int LONGEST_REASON = 500;

    @Id
    private UUID id;

    private UUID staffId;
    private UUID personId;
    private String reason;
    private @Nullable String sessionPrimaryId;
    private Instant startedAt;
    private Instant until;
    private @Nullable Instant endedAt;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected Acting() {}

    /**
     * Refuses a missing reason and more than an hour.
     *
     * @param session the key of the one session it holds in
     */
    static Acting start(
            PersonId staff, PersonId delegate, String reason, Duration howLong, String session, Instant now) {
        String said = reason.strip();
        if (said.isEmpty()) {
            throw Refusal.invalid("reason", "Say why: the delegate reads it, and so does whoever reads the audit log.");
        }
        if (said.codePointCount(0, said.length()) > LONGEST_REASON) {
            throw Refusal.invalid("reason", "The reason is longer than " + LONGEST_REASON + " characters.");
        }
        if (!howLong.isPositive() || howLong.compareTo(ActingOnBehalf.LONGEST) > 0) {
            throw Refusal.invalid("minutes", "Choose how long, an hour at most.");
        }
        Acting acting = new Acting();
        acting.id = NewId.next();
        acting.staffId = staff.value();
        acting.personId = delegate.value();
        acting.reason = said;
        acting.sessionPrimaryId = session;
        acting.startedAt = now;
        acting.until = now.plus(howLong);
        return acting;
    }

    /** Ends it, also when its time is over and nobody said so. Refuses what has ended already. */
    void end(Instant now) {
        if (endedAt != null) {
            throw Refusal.conflict("This has ended already.");
        }
        endedAt = now.isAfter(until) ? until : now;
    }

    ActingId id() {
        return new ActingId(id);
    }

    PersonId staff() {
        return new PersonId(staffId);
    }

    PersonId delegate() {
        return new PersonId(personId);
    }

    String reason() {
        return reason;
    }

    Instant until() {
        return until;
    }

    boolean ended() {
        return endedAt != null;
    }
}
