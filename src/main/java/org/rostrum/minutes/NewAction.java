package org.rostrum.minutes;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;

/**
 * An action as it is given.
 *
 * @param assignee null where none was chosen, which is refused
 * @param dueOn null where none was said, which is refused
 * @param agendaItem of the meeting it is given at; null for none in particular
 */
public record NewAction(
        String text,
        @Nullable PersonId assignee,
        @Nullable LocalDate dueOn,
        @Nullable UUID agendaItem) {}
