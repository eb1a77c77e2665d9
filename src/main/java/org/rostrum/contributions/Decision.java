package org.rostrum.contributions;

import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingId;

/**
 * What is decided, with what belongs to it.
 *
 * @param words the condition, the reason or a remark
 * @param mergedInto what it was merged into; for {@link Outcome#MERGED} only
 * @param carriedTo the meeting it is postponed to; null for the group's next. For {@link Outcome#POSTPONED} only
 * @param reply the outgoing liaison statement; for {@link Outcome#REPLIED} only
 */
public record Decision(
        Outcome outcome,
        @Nullable String words,
        @Nullable ContributionId mergedInto,
        @Nullable MeetingId carriedTo,
        @Nullable ContributionId reply) {

    public static Decision of(Outcome outcome) {
        return new Decision(outcome, null, null, null, null);
    }

    public static Decision of(Outcome outcome, String words) {
        return new Decision(outcome, words, null, null, null);
    }

    public static Decision mergedInto(ContributionId target) {
        return new Decision(Outcome.MERGED, null, target, null, null);
    }

    public static Decision postponedTo(@Nullable MeetingId meeting) {
        return new Decision(Outcome.POSTPONED, null, null, meeting, null);
    }

    public static Decision repliedBy(ContributionId reply) {
        return new Decision(Outcome.REPLIED, null, null, null, reply);
    }
}
