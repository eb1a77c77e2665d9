package org.rostrum.rooms;

import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.organizations.PersonId;

/**
 * By whom an event is, as it was then: the log does not change when somebody changes organisation.
 *
 * @param organization null for staff and guests
 */
public record Author(PersonId person, String name, @Nullable String organization) {

    public static Author of(Viewer viewer) {
        return new Author(viewer.requirePerson(), viewer.name(), viewer.organizationName());
    }
}
