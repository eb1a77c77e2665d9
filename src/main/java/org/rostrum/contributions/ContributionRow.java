package org.rostrum.contributions;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingId;
import org.rostrum.organizations.PersonId;

/**
 * A contribution as lists show it.
 *
 * @param agendaItem where the chair put it; null where nobody has
 * @param place the same on the agenda as it is published now; null too where the item is not on it
 * @param proposedItem where its author would like to see it treated; null where they did not say
 * @param proposed the same on the agenda as it is published now
 * @param block what it is handled together with; null where by itself
 * @param authorOrganization the member it was reserved for; null where its author represented none
 * @param revision the latest; null before the first file, 0 for the first
 */
public record ContributionRow(
        ContributionId id,
        ContributionNumber number,
        ContributionType type,
        Purpose purpose,
        String title,
        String source,
        ContributionState state,
        boolean late,
        @Nullable UUID agendaItem,
        @Nullable AgendaPlace place,
        @Nullable UUID proposedItem,
        @Nullable AgendaPlace proposed,
        @Nullable AgendaBlock block,
        @Nullable Integer revision,
        PersonId author,
        String authorName,
        @Nullable String authorOrganization,
        @Nullable SpecificationId specification,
        MeetingId meeting,
        String meetingName,
        Instant reservedAt,
        @Nullable Instant submittedAt) {

    /** Submitted, and on no item of the agenda; agendas need none. */
    public boolean unallocated() {
        return state == ContributionState.SUBMITTED && type != ContributionType.AGD;
    }

    /** "R01"; null for the first file and before it. */
    public @Nullable String revisionLabel() {
        return ContributionNumber.revisionLabel(revision);
    }
}
