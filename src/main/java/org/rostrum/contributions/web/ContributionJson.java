package org.rostrum.contributions.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.AgendaBlock;
import org.rostrum.contributions.AgendaPlace;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionRow;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.RevisionView;
import org.rostrum.contributions.SpecificationId;
import org.rostrum.contributions.Story;
import org.rostrum.meetings.MeetingId;

/**
 * A contribution in the API's lists.
 *
 * @param agendaItem where the chair placed it; null while it is unallocated
 * @param place the same on the agenda as it is published; null too where the item is not on it
 * @param proposal the item its author proposes
 * @param block what it is handled together with
 * @param type the code, such as "CR"
 * @param revision the latest; null before the first file, 0 for the first
 */
record ContributionJson(
        ContributionId id,
        String number,
        ContributionState state,
        String type,
        @JsonProperty("for") String purpose,
        String title,
        String source,
        boolean late,
        @Nullable Integer revision,
        MeetingId meeting,
        @Nullable UUID agendaItem,
        @Nullable AgendaPlace place,
        @Nullable UUID proposal,
        @Nullable AgendaBlock block,
        @Nullable SpecificationId specification,
        PersonJson author,
        Instant reservedAt,
        @Nullable Instant submittedAt) {

    record PersonJson(String name, @Nullable String organization) {}

    static ContributionJson of(ContributionRow row) {
        return new ContributionJson(
                row.id(),
                row.number().number(),
                row.state(),
                row.type().code(),
                row.purpose().label(),
                row.title(),
                row.source(),
                row.late(),
                row.revision(),
                row.meeting(),
                row.agendaItem(),
                row.place(),
                row.proposedItem(),
                row.place() == null ? null : row.block(),
                row.specification(),
                new PersonJson(row.authorName(), row.authorOrganization()),
                row.reservedAt(),
                row.submittedAt());
    }

    /** A contribution by itself, with its files. */
    record Whole(
            ContributionId id,
            String number,
            ContributionState state,
            String type,
            @JsonProperty("for") String purpose,
            String title,
            String source,
            @JsonProperty("abstract") String summary,
            boolean late,
            @Nullable Integer revision,
            MeetingId meeting,
            @Nullable UUID agendaItem,
            @Nullable AgendaPlace place,
            @Nullable UUID proposal,
            @Nullable AgendaBlock block,
            @Nullable SpecificationId specification,
            @Nullable AskedParticulars particulars,
            PersonJson author,
            Instant reservedAt,
            @Nullable Instant submittedAt,
            @Nullable Instant withdrawnAt,
            @Nullable UUID thread,
            List<RevisionJson> revisions) {

        static Whole of(ContributionView view) {
            ContributionJson row = ContributionJson.of(view.row());
            return new Whole(
                    row.id(),
                    row.number(),
                    row.state(),
                    row.type(),
                    row.purpose(),
                    row.title(),
                    row.source(),
                    view.summary(),
                    row.late(),
                    row.revision(),
                    row.meeting(),
                    row.agendaItem(),
                    row.place(),
                    row.proposal(),
                    row.block(),
                    row.specification(),
                    view.particulars() == null ? null : AskedParticulars.of(view.particulars()),
                    row.author(),
                    row.reservedAt(),
                    row.submittedAt(),
                    view.withdrawnAt(),
                    view.thread(),
                    view.revisions().stream()
                            .map(revision -> RevisionJson.of(view.id(), revision))
                            .toList());
        }
    }

    /** A contribution by itself, with all that became of it. */
    record Told(@JsonUnwrapped Whole contribution, Story story) {}

    /**
     * @param macros whether opening it may run something
     * @param file where it is downloaded from
     */
    record RevisionJson(
            int number,
            String fileName,
            String mediaType,
            long size,
            String sha256,
            boolean macros,
            PersonJson uploadedBy,
            Instant uploadedAt,
            String file) {

        static RevisionJson of(ContributionId contribution, RevisionView revision) {
            return new RevisionJson(
                    revision.number(),
                    revision.fileName(),
                    revision.document().kind().mediaType(),
                    revision.document().size(),
                    revision.document().sha256(),
                    revision.document().macros(),
                    new PersonJson(revision.uploadedBy(), revision.uploadedByOrganization()),
                    revision.uploadedAt(),
                    "/api/v1/contributions/" + contribution + "/revisions/" + revision.number() + "/file");
        }
    }
}
