package org.rostrum.rooms.live;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;

/**
 * Who is writing in a thread just now.
 *
 * @param people the first of them
 * @param more how many others
 */
record Writing(UUID thread, List<Writer> people, int more) {

    /** Somebody who is writing, as the log will say by whom it was. */
    record Writer(UUID id, String name, @Nullable String organization) {

        static Writer of(Viewer viewer) {
            return new Writer(viewer.requirePerson().value(), viewer.name(), viewer.organizationName());
        }
    }
}
