package org.rostrum.minutes;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Place;
import org.rostrum.access.Viewer;
import org.rostrum.organizations.PersonId;

/**
 * An action as lists show it.
 *
 * @param number within its group, for example A-2026-0007
 * @param place the group, where permissions are asked for
 * @param meeting the one it was given at
 * @param item the agenda item it comes from, as its latest published version has it
 * @param note how it was done, or why it was dropped
 * @param overdue open, and its day has passed
 */
public record ActionView(
        ActionId id,
        String number,
        String group,
        Place place,
        String text,
        PersonId assignee,
        String assigneeName,
        @Nullable String assigneeOrganization,
        LocalDate dueOn,
        boolean overdue,
        @Nullable UUID meeting,
        @Nullable String meetingName,
        @Nullable String item,
        String givenBy,
        Instant givenAt,
        ActionState state,
        @Nullable String settledBy,
        @Nullable Instant settledAt,
        @Nullable String note) {

    public boolean open() {
        return state == ActionState.OPEN;
    }

    /** Whether they may say that it is done. */
    public boolean mayComplete(Viewer viewer) {
        return Actions.settles(viewer, place, assignee);
    }

    /** Whether they may drop it. */
    public boolean mayDrop(Viewer viewer) {
        return Actions.gives(viewer, place);
    }
}
