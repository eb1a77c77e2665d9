package org.rostrum.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;

/**
 * By what somebody came in: a session or a personal access token. Whoever stays connected beyond the request is asked
 * for it again, because both can end meanwhile.
 *
 * @param id the session's or the token's
 * @param person in whose name
 * @param actor who of the staff came in, where it is not the person themselves
 */
public record Pass(
        Kind kind,
        String id,
        PersonId person,
        Set<Scope> scopes,
        @Nullable Actor actor) {

    /** Whether what changed about somebody may change what this pass is worth. */
    public boolean concerns(PersonId somebody) {
        return person.equals(somebody) || (actor != null && actor.person().equals(somebody));
    }

    /** Whether it has run out by itself. */
    public boolean overAt(Instant now) {
        return actor != null && !now.isBefore(actor.until());
    }

    public enum Kind {
        SESSION,
        TOKEN
    }
}
