package org.rostrum.contributions.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ActId;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.Decision;
import org.rostrum.contributions.Dispositions;
import org.rostrum.contributions.Dispositions.Done;
import org.rostrum.contributions.Dispositions.Seen;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.Refusal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a meeting does with contributions, one or many in one act: all of them, or none. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Contributions")
class DispositionsApi {

    private final Dispositions dispositions;
    private final Meetings meetings;

    DispositionsApi(Dispositions dispositions, Meetings meetings) {
        this.dispositions = dispositions;
        this.meetings = meetings;
    }

    /** @param contributions by their identifiers */
    record OpeningJson(@Nullable List<@Nullable UUID> contributions) {}

    @Operation(summary = "Open contributions: the room is on them now")
    @PostMapping("/meetings/{id}/contributions/openings")
    Done open(
            @PathVariable MeetingId id,
            @RequestBody OpeningJson opening,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Viewer viewer) {
        meetings.require(id, viewer);
        return dispositions.open(id, ids(opening.contributions()), key, viewer);
    }

    /** @param revision the one that was decided about; 0 is the first */
    record SeenJson(@Nullable UUID id, @Nullable Integer revision) {

        Seen seen() {
            if (id == null || revision == null) {
                throw Refusal.invalid(
                        "contributions", "Say of each contribution which revision was decided about; 0 is the first.");
            }
            return new Seen(new ContributionId(id), revision);
        }
    }

    /**
     * @param outcome REVISED, AGREED, APPROVED, ENDORSED, CONDITIONALLY_AGREED, NOTED, REJECTED, POSTPONED, MERGED,
     *     REPLIED or NOT_HANDLED
     * @param words the condition, the reason or a remark; needed for CONDITIONALLY_AGREED
     * @param mergedInto the contribution it was merged into; for MERGED
     * @param carriedTo the later meeting it is postponed to, the group's next where it is left out; for POSTPONED
     * @param reply the outgoing liaison statement; for REPLIED
     */
    record DecisionJson(
            @Nullable List<@Nullable SeenJson> contributions,
            @Nullable String outcome,
            @Nullable String words,
            @Nullable UUID mergedInto,
            @Nullable UUID carriedTo,
            @Nullable UUID reply) {

        List<Seen> seen() {
            return contributions == null
                    ? List.of()
                    : contributions.stream()
                            .filter(Objects::nonNull)
                            .map(SeenJson::seen)
                            .toList();
        }

        Decision decision() {
            return new Decision(
                    DispositionForm.outcome(outcome),
                    words,
                    mergedInto == null ? null : new ContributionId(mergedInto),
                    carriedTo == null ? null : new MeetingId(carriedTo),
                    reply == null ? null : new ContributionId(reply));
        }
    }

    @Operation(summary = "Record what the meeting decided about one or many contributions, each about one revision")
    @PostMapping("/meetings/{id}/contributions/decisions")
    Done decide(
            @PathVariable MeetingId id,
            @RequestBody DecisionJson decision,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Viewer viewer) {
        meetings.require(id, viewer);
        return dispositions.decide(id, decision.seen(), decision.decision(), key, viewer);
    }

    /** @param reason may be left out */
    record WithdrawalJson(
            @Nullable List<@Nullable UUID> contributions,
            @Nullable String reason) {}

    @Operation(summary = "Withdraw contributions: one's own, or others' on their request")
    @PostMapping("/meetings/{id}/contributions/withdrawals")
    Done withdraw(
            @PathVariable MeetingId id,
            @RequestBody WithdrawalJson withdrawal,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Viewer viewer) {
        meetings.require(id, viewer);
        return dispositions.withdraw(id, ids(withdrawal.contributions()), withdrawal.reason(), key, viewer);
    }

    record ReopeningJson(@Nullable String reason) {}

    @Operation(summary = "Reopen what was agreed, approved or endorsed, for a reason")
    @PostMapping("/contributions/{id}/reopening")
    Done reopen(
            @PathVariable ContributionId id,
            @RequestBody ReopeningJson reopening,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Viewer viewer) {
        return dispositions.reopen(id, reopening.reason() == null ? "" : reopening.reason(), key, viewer);
    }

    @Operation(summary = "Take back a slip of the last ten minutes: one's own act, or as an officer anybody's")
    @PostMapping("/acts/{act}/undo")
    Done undo(@PathVariable ActId act, Viewer viewer) {
        return dispositions.undo(act, viewer);
    }

    private static List<ContributionId> ids(@Nullable List<@Nullable UUID> ids) {
        return ids == null
                ? List.of()
                : ids.stream().filter(Objects::nonNull).map(ContributionId::new).toList();
    }
}
