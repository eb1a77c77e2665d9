package org.rostrum.contributions.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.DraftView;
import org.rostrum.contributions.Drafts;
import org.rostrum.documents.web.Download;
import org.rostrum.shared.Refusal;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/v1/contributions/{id}/drafts")
@Tag(name = "Contributions")
class DraftsApi {

    private final Drafts drafts;
    private final Contributions contributions;
    private final Download download;

    DraftsApi(Drafts drafts, Contributions contributions, Download download) {
        this.drafts = drafts;
        this.contributions = contributions;
        this.download = download;
    }

    /**
     * @param base the revision it was written from; 0 is the first
     * @param submittedAs the revision it became
     * @param file where it is downloaded from
     */
    record DraftJson(
            int base,
            int draft,
            String fileName,
            String mediaType,
            long size,
            String sha256,
            boolean macros,
            String note,
            ContributionJson.PersonJson uploadedBy,
            Instant uploadedAt,
            @Nullable Integer submittedAs,
            String file) {

        static DraftJson of(ContributionId contribution, DraftView draft) {
            return new DraftJson(
                    draft.base(),
                    draft.number(),
                    draft.fileName(),
                    draft.document().kind().mediaType(),
                    draft.document().size(),
                    draft.document().sha256(),
                    draft.document().macros(),
                    draft.note(),
                    new ContributionJson.PersonJson(draft.by(), draft.organization()),
                    draft.at(),
                    draft.submittedAs(),
                    "/api/v1/contributions/" + contribution + "/drafts/" + draft.base() + "/" + draft.number()
                            + "/file");
        }
    }

    @Operation(summary = "The drafts of a contribution, those after its latest revision first")
    @GetMapping
    List<DraftJson> all(@PathVariable ContributionId id, Viewer viewer) {
        return drafts.of(contributions.require(id, viewer)).stream()
                .map(draft -> DraftJson.of(id, draft))
                .toList();
    }

    @Operation(summary = "Upload a draft towards the next revision; the server gives its number")
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<DraftJson> upload(
            @PathVariable ContributionId id,
            @RequestPart MultipartFile file,
            @RequestParam(required = false) @Nullable String note,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Viewer viewer) {
        DraftJson draft = DraftJson.of(id, drafts.upload(id, file.getOriginalFilename(), file, note, key, viewer));
        return ResponseEntity.status(HttpStatus.CREATED)
                .location(URI.create(draft.file()))
                .body(draft);
    }

    record WhichJson(@Nullable Integer base, @Nullable Integer draft) {}

    @Operation(summary = "Make a draft the next revision: the same file, without uploading it again")
    @PostMapping("/submission")
    ResponseEntity<ContributionJson.Whole> submit(
            @PathVariable ContributionId id, @RequestBody WhichJson which, Viewer viewer) {
        if (which.base() == null || which.draft() == null) {
            throw Refusal.invalid("draft", "Say which draft: the revision it was written from, and its number.");
        }
        return ResponseEntity.status(HttpStatus.CREATED)
                .location(URI.create("/api/v1/contributions/" + id))
                .body(ContributionJson.Whole.of(drafts.submit(id, which.base(), which.draft(), viewer)));
    }

    @Operation(summary = "Download a draft's file")
    @GetMapping("/{base}/{number}/file")
    ResponseEntity<Resource> file(
            @PathVariable ContributionId id, @PathVariable int base, @PathVariable int number, Viewer viewer) {
        DraftView draft = drafts.require(id, base, number, viewer);
        return download.of(draft.document(), draft.fileName());
    }
}
