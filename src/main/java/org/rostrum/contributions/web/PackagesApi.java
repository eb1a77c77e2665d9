package org.rostrum.contributions.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.AgendaPlace;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionRow;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.DocumentPackages;
import org.rostrum.contributions.DocumentPackages.Manifest;
import org.rostrum.contributions.PackageChoice;
import org.rostrum.contributions.PackagedDocument;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.Meetings;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A meeting's documents for programs: what there is, to be mirrored file by file, and all of it at once. */
@RestController
@RequestMapping("/api/v1/meetings/{id}")
@Tag(name = "Contributions")
class PackagesApi {

    private final Meetings meetings;
    private final DocumentPackages packages;
    private final PackageDownload download;

    PackagesApi(Meetings meetings, DocumentPackages packages, PackageDownload download) {
        this.meetings = meetings;
        this.packages = packages;
        this.download = download;
    }

    /**
     * A file.
     *
     * @param number with the revision
     * @param revision 0 for the first file
     * @param file what it is called, here and in every package
     * @param address where it is downloaded
     */
    record DocumentJson(
            ContributionId contribution,
            String number,
            int revision,
            boolean superseded,
            String title,
            String source,
            String type,
            @JsonProperty("for") String purpose,
            @Nullable AgendaPlace place,
            ContributionState state,
            boolean late,
            boolean macros,
            String file,
            String mediaType,
            long bytes,
            String sha256,
            Instant uploadedAt,
            String address) {

        static DocumentJson of(PackagedDocument one) {
            ContributionRow contribution = one.contribution();
            return new DocumentJson(
                    contribution.id(),
                    one.number(),
                    one.revision(),
                    one.superseded(),
                    contribution.title(),
                    contribution.source(),
                    contribution.type().code(),
                    contribution.purpose().label(),
                    one.place(),
                    contribution.state(),
                    contribution.late(),
                    one.document().macros(),
                    one.fileName(),
                    one.document().kind().mediaType(),
                    one.document().size(),
                    one.document().sha256(),
                    one.uploadedAt(),
                    "/api/v1/contributions/" + contribution.id() + "/revisions/" + one.revision() + "/file");
        }
    }

    record ManifestJson(
            List<DocumentJson> documents,

            @Schema(description = "Say it as \"since\" the next time")
            long next) {}

    @Operation(
            summary = "List a meeting's documents, to mirror them",
            description = "With \"since\" only those of contributions that anything happened to after that answer; what"
                    + " comes in meanwhile may be told twice and is never missed. A withdrawn contribution's are told with"
                    + " withdrawn=true.")
    @GetMapping("/documents")
    ManifestJson manifest(
            @PathVariable MeetingId id,
            @Parameter(description = "An item of the published agenda, with those below it")
                    @RequestParam(required = false)
                    @Nullable UUID item,
            @Parameter(description = "latest or all") @RequestParam(defaultValue = PackageQuery.LATEST)
                    String revisions,
            @RequestParam(defaultValue = "false") boolean withdrawn,
            @Parameter(description = "The \"next\" of an answer before") @RequestParam(required = false) @Nullable Long since,
            Viewer viewer) {
        Manifest manifest = packages.manifest(
                meetings.require(id, viewer),
                new PackageChoice(item, false, PackageQuery.all(revisions), withdrawn),
                since);
        return new ManifestJson(
                manifest.documents().stream().map(DocumentJson::of).toList(), manifest.cursor());
    }

    @Operation(
            summary = "Download a meeting's documents as one zip file",
            description =
                    "Flat, with an index in front. Its length is announced; a broken download goes on with Range and"
                            + " If-Range. What has arrived whole is left out where new=true.")
    @ApiResponse(responseCode = "200", description = "The package", content = @Content(mediaType = "application/zip"))
    @ApiResponse(responseCode = "206", description = "The part asked for", content = @Content)
    @ApiResponse(responseCode = "304", description = "It has not changed", content = @Content)
    @ApiResponse(responseCode = "429", description = "Too many at once; see Retry-After", content = @Content)
    @ApiResponse(responseCode = "503", description = "Too many people at once; see Retry-After", content = @Content)
    @RequestMapping(
            path = "/documents.zip",
            method = {RequestMethod.GET, RequestMethod.HEAD})
    void zip(
            @PathVariable MeetingId id,
            @Parameter(description = "An item of the published agenda, with those below it")
                    @RequestParam(required = false)
                    @Nullable UUID item,
            @Parameter(description = "Only what no package brought you before")
                    @RequestParam(name = "new", defaultValue = "false")
                    boolean untaken,
            @Parameter(description = "latest or all") @RequestParam(defaultValue = PackageQuery.LATEST)
                    String revisions,
            @RequestParam(defaultValue = "false") boolean withdrawn,
            Viewer viewer,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        download.send(
                meetings.require(id, viewer),
                new PackageChoice(item, untaken, PackageQuery.all(revisions), withdrawn),
                viewer,
                request,
                response);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooMany(TooManyDownloads e) {
        return ResponseEntity.status(e.status())
                .header(HttpHeaders.RETRY_AFTER, e.retryAfterSeconds())
                .body(ProblemDetail.forStatusAndDetail(e.status(), e.words()));
    }
}
