package org.rostrum.contributions;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingId;

/**
 * All that became of a contribution, over all its meetings: its own steps, and those of what it was carried from and to.
 * What the reader may not read is left out.
 *
 * @param decided the earliest first, those that were undone or reopened too
 * @param steps the earliest first
 * @param carriedFrom what it goes on from, at an earlier meeting; null where it began here
 * @param merges what was merged into it
 * @param repliesTo the liaison statements that it answers
 * @param messages how many there are about it in the meeting's room; 0 for whom may not follow it
 */
public record Story(
        List<Decided> decided,
        List<Taken> steps,
        @Nullable ContributionRef carriedFrom,
        List<ContributionRef> merges,
        List<ContributionRef> repliesTo,
        int messages) {

    /** @param organization the member they represented then; null for staff */
    public record Who(String name, @Nullable String organization) {}

    /** @param id null, as the name, where the reader may not read the meeting */
    public record Where(@Nullable MeetingId id, @Nullable String name) {}

    /** Why a disposition is not in force any more. */
    public enum SetAside {
        UNDONE,
        REOPENED
    }

    /**
     * What a meeting decided about one revision.
     *
     * @param of this contribution, or the one at an earlier or a later meeting
     * @param revisedTo the revision it led to, which may have still to come
     * @param setAside null while it is in force
     */
    public record Decided(
            UUID id,
            ActId act,
            ContributionRef of,
            int revision,
            Where meeting,
            Outcome outcome,
            @Nullable String words,
            @Nullable Integer revisedTo,
            @Nullable ContributionRef mergedInto,
            @Nullable ContributionRef carriedTo,
            @Nullable ContributionRef reply,
            Who by,
            Instant at,
            @Nullable SetAside setAside) {

        /** "R01"; null for the first. */
        public @Nullable String revisionLabel() {
            return ContributionNumber.revisionLabel(revision);
        }

        public @Nullable String revisedToLabel() {
            return ContributionNumber.revisionLabel(revisedTo);
        }
    }

    /**
     * Something that happened.
     *
     * @param verb what, in one word
     * @param words the same in a few words, with the revision it was about
     * @param from null where it began
     * @param undone whether it was taken back
     */
    public record Taken(
            ContributionRef of,
            String verb,
            String words,
            @Nullable ContributionState from,
            ContributionState to,
            @Nullable Integer revision,
            Where meeting,
            @Nullable UUID disposition,
            @Nullable String reason,
            Who by,
            Instant at,
            boolean undone) {}
}
