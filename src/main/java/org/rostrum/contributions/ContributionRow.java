package org.rostrum.contributions;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingId;
import org.rostrum.organizations.PersonId;

/**
 * A contribution as lists show it.
 *
 * @param agendaItem as the author or the chair placed it; null where nobody has
 * @param place the same on the agenda as it is published now; null too where the item is on it no more
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
        @Nullable Integer revision,
        PersonId author,
        String authorName,
        @Nullable String authorOrganization,
        @Nullable SpecificationId specification,
        MeetingId meeting,
        String meetingName,
        Instant reservedAt,
        @Nullable Instant submittedAt) {

    /** "R01"; null for the first file and before it. */
    public @Nullable String revisionLabel() {
        return ContributionNumber.revisionLabel(revision);
    }
}
