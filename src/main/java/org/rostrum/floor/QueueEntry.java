package org.rostrum.floor;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;

/**
 * Somebody who asked for the floor, as they were then.
 *
 * @param organization null for staff
 * @param topic empty where they did not say
 * @param place among those of the same kind; lower ones came before
 * @param calledAt since when they have the floor; null while they wait
 */
public record QueueEntry(
        EntryId id,
        PersonId person,
        String name,
        @Nullable String organization,
        EntryKind kind,
        String topic,
        long place,
        Instant joinedAt,
        @Nullable Instant calledAt) {

    static final Comparator<QueueEntry> ORDER =
            Comparator.comparing(QueueEntry::kind).thenComparingLong(QueueEntry::place);

    boolean speaking() {
        return calledAt != null;
    }
}
