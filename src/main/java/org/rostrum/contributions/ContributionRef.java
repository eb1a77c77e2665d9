package org.rostrum.contributions;

import org.rostrum.meetings.MeetingId;

/**
 * Another contribution, as a story names it.
 *
 * @param number without a revision
 */
public record ContributionRef(
        ContributionId id,
        String number,
        String title,
        ContributionState state,
        MeetingId meeting,
        String meetingName) {}
