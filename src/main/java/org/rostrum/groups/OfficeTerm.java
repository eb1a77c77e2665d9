package org.rostrum.groups;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's term in a group.
 *
 * @param organization the member they represent now
 * @param until null while there is no end
 */
public record OfficeTerm(
        OfficeRole role,
        String name,
        @Nullable String organization,
        LocalDate since,
        @Nullable LocalDate until) {

    public boolean currentOn(LocalDate day) {
        return !since.isAfter(day) && (until == null || !until.isBefore(day));
    }
}
