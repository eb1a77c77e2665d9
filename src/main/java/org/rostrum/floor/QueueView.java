package org.rostrum.floor;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;

/**
 * The queue of a room, the same for every reader.
 *
 * @param closed whether it takes points of order only
 * @param speaking who has the floor; null for nobody
 * @param waiting in the order in which they will speak
 * @param last who was given the floor last, whether they have it still or not; null before the first. Whoever gives the
 *     floor says whom they saw here.
 */
public record QueueView(
        boolean closed,
        @Nullable QueueEntry speaking,
        List<QueueEntry> waiting,
        @Nullable EntryId last) {

    static final QueueView UNUSED = new QueueView(false, null, List.of(), null);

    Optional<QueueEntry> waiting(EntryId id) {
        return waiting.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    List<QueueEntry> waiting(PersonId person) {
        return waiting.stream().filter(entry -> entry.person().equals(person)).toList();
    }

    /** How many speak before it, and it. */
    int position(QueueEntry entry) {
        return waiting.indexOf(entry) + 1;
    }
}
