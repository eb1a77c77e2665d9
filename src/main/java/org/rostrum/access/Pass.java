package org.rostrum.access;

import java.util.Set;
import org.rostrum.organizations.PersonId;

/**
 * By what somebody came in: a session or a personal access token. Whoever stays connected beyond the request is asked
 * for it again, because both can end meanwhile.
 *
 * @param id the session's or the token's
 */
public record Pass(Kind kind, String id, PersonId person, Set<Scope> scopes) {

    public enum Kind {
        SESSION,
        TOKEN
    }
}
