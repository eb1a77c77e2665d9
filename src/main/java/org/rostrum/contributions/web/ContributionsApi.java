package org.rostrum.contributions.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionRow;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Dispositions;
import org.rostrum.contributions.RevisionView;
import org.rostrum.contributions.Stories;
import org.rostrum.contributions.Submissions;
import org.rostrum.documents.web.Download;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.Page;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Contributions")
class ContributionsApi {

    private final Contributions contributions;
    private final Submissions submissions;
    private final Dispositions dispositions;
    private final Stories stories;
    private final Meetings meetings;
    private final Download download;

    ContributionsApi(
            Contributions contributions,
            Submissions submissions,
            Dispositions dispositions,
            Stories stories,
            Meetings meetings,
            Download download) {
        this.contributions = contributions;
        this.submissions = submissions;
        this.dispositions = dispositions;
        this.stories = stories;
        this.meetings = meetings;
        this.download = download;
    }

    /**
     * @param agendaItem identifier of an item of the published agenda
     * @param specification identifier of a specification of the registry
     * @param source the author's organisation where it is left out; other members in it are asked to sign
     * @param particulars what the type asks for; may come later, before the first file
     */
    record ReservationJson(
            @Nullable String type,
            @JsonProperty("for") @Nullable String purpose,
            @Nullable String title,
            @JsonProperty("abstract") @Nullable String summary,
            @Nullable String source,
            @Nullable String agendaItem,
            @Nullable String specification,
            @Nullable AskedParticulars particulars) {

        Asked asked() {
            return new Asked(type, purpose, title, summary, source, agendaItem, specification, particulars);
        }
    }

    @Operation(summary = "Reserve a contribution number")
    @PostMapping("/meetings/{id}/contributions")
    ResponseEntity<ContributionJson.Whole> reserve(
            @PathVariable MeetingId id,
            @RequestBody ReservationJson reservation,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Viewer viewer) {
        // Whoever may not see the meeting learns that first, whatever they sent.
        meetings.require(id, viewer);
        return created(submissions.reserve(id, reservation.asked().read(), key, viewer));
    }

    @Operation(summary = "List a meeting's contributions by number")
    @GetMapping("/meetings/{id}/contributions")
    Page<ContributionJson> list(
            @PathVariable MeetingId id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "500") int limit,
            Viewer viewer) {
        Page<ContributionRow> page = contributions.page(
                meetings.require(id, viewer), after, Math.clamp(limit, 1, Contributions.LARGEST_PAGE));
        return new Page<>(page.items().stream().map(ContributionJson::of).toList(), page.next());
    }

    @Operation(summary = "A contribution with its files, and all that became of it")
    @GetMapping("/contributions/{id}")
    ContributionJson.Told contribution(@PathVariable ContributionId id, Viewer viewer) {
        ContributionView contribution = contributions.require(id, viewer);
        return new ContributionJson.Told(ContributionJson.Whole.of(contribution), stories.of(contribution, viewer));
    }

    @Operation(summary = "Upload a file: the first submits the contribution, a further one is its next revision")
    @PostMapping(path = "/contributions/{id}/revisions", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<ContributionJson.Whole> upload(
            @PathVariable ContributionId id,
            @RequestPart MultipartFile file,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Viewer viewer) {
        return created(submissions.upload(id, file.getOriginalFilename(), file, key, viewer));
    }

    /** @param upload what was sent to /api/v1/uploads */
    record UploadedJson(@Nullable String upload) {}

    @Operation(summary = "The same with a file that was sent to /api/v1/uploads beforehand")
    @PostMapping(path = "/contributions/{id}/revisions", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ContributionJson.Whole> uploaded(
            @PathVariable ContributionId id,
            @RequestBody UploadedJson uploaded,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Viewer viewer) {
        return created(submissions.upload(id, Asked.upload(uploaded.upload()), key, viewer));
    }

    /** @param item of the published agenda; null for leaving it to the chair */
    record ProposalJson(@Nullable String item) {}

    @Operation(summary = "Propose where on the agenda a contribution is treated, until the chair has placed it")
    @PutMapping("/contributions/{id}/proposal")
    ContributionJson.Whole propose(@PathVariable ContributionId id, @RequestBody ProposalJson proposal, Viewer viewer) {
        return ContributionJson.Whole.of(submissions.propose(id, Asked.agendaItem(proposal.item()), viewer));
    }

    @Operation(summary = "Withdraw a contribution")
    @PostMapping("/contributions/{id}/withdrawal")
    ContributionJson.Whole withdraw(@PathVariable ContributionId id, Viewer viewer) {
        dispositions.withdraw(id, viewer);
        return ContributionJson.Whole.of(contributions.require(id, viewer));
    }

    @Operation(summary = "Download a revision's file; number 0 is the first")
    @GetMapping("/contributions/{id}/revisions/{number}/file")
    ResponseEntity<Resource> file(@PathVariable ContributionId id, @PathVariable int number, Viewer viewer) {
        RevisionView revision = contributions.requireRevision(id, number, viewer);
        return download.of(revision.document(), revision.fileName());
    }

    private static ResponseEntity<ContributionJson.Whole> created(ContributionView contribution) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .location(URI.create("/api/v1/contributions/" + contribution.id()))
                .body(ContributionJson.Whole.of(contribution));
    }
}
