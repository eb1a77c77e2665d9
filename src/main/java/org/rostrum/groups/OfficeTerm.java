package org.rostrum.groups;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;

/**
 * Somebody's term in a group.
 *
 * @param organization the member they represent now
 * @param until the first instant it no longer holds; null while there is no end
 */
public record OfficeTerm(
        OfficeId id,
        PersonId person,
        OfficeRole role,
        String name,
        @Nullable String organization,
        Instant since,
        @Nullable Instant until) {

    public boolean holdsAt(Instant instant) {
        return !since.isAfter(instant) && (until == null || until.isAfter(instant));
    }
}
