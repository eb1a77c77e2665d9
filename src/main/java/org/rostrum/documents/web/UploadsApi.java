package org.rostrum.documents.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.documents.DocumentSettings;
import org.rostrum.documents.Upload;
import org.rostrum.documents.UploadId;
import org.rostrum.documents.Uploads;
import org.rostrum.shared.Refusal;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * The tus protocol 1.0 (tus.io): a file is announced, sent in as many requests as the connection needs, and then handed
 * over by its id to whatever it is for.
 */
@RestController
@RequestMapping("/api/v1/uploads")
@Tag(name = "Uploads")
class UploadsApi {

    private static final String VERSION = "1.0.0";
    private static final String RESUMABLE = "Tus-Resumable";
    private static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";
    private static final String EXPIRES = "Upload-Expires";
    private static final String METADATA = "Upload-Metadata";
    private static final String OCTETS = "application/offset+octet-stream";
    private static final String OVERRIDE = "X-HTTP-Method-Override";

    private final Uploads uploads;
    private final DocumentSettings settings;

    UploadsApi(Uploads uploads, DocumentSettings settings) {
        this.uploads = uploads;
        this.settings = settings;
    }

    /** Both sides say which protocol they speak, whatever else happens. */
    @ModelAttribute
    void speaks(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(RESUMABLE, VERSION);
        boolean asksOnly =
                request.getMethod().equals("OPTIONS") || request.getMethod().equals("GET");
        if (!asksOnly && !VERSION.equals(request.getHeader(RESUMABLE))) {
            response.setHeader("Tus-Version", VERSION);
            throw new ErrorResponseException(
                    HttpStatus.PRECONDITION_FAILED,
                    ProblemDetail.forStatusAndDetail(
                            HttpStatus.PRECONDITION_FAILED,
                            "Uploads speak tus " + VERSION + ": send the header Tus-Resumable: " + VERSION + "."),
                    null);
        }
    }

    @Operation(summary = "What uploads are taken, by the tus protocol 1.0.0")
    @RequestMapping(method = RequestMethod.OPTIONS)
    ResponseEntity<Void> options() {
        return ResponseEntity.noContent()
                .header("Tus-Version", VERSION)
                .header("Tus-Extension", "creation,expiration,termination")
                .header("Tus-Max-Size", String.valueOf(settings.maxSize().toBytes()))
                .build();
    }

    /** @param expires when it is forgotten, if nothing more of it arrives */
    record UploadJson(UploadId id, String fileName, long size, long received, Instant expires) {

        static UploadJson of(Upload upload) {
            return new UploadJson(upload.id(), upload.name(), upload.size(), upload.received(), upload.expires());
        }
    }

    record UploadsJson(List<UploadJson> items) {}

    @Operation(summary = "One's own unfinished uploads")
    @GetMapping
    UploadsJson own(Viewer viewer) {
        return new UploadsJson(
                uploads.unfinished(viewer).stream().map(UploadJson::of).toList());
    }

    @Operation(summary = "Announce a file: Upload-Length, and its name as Upload-Metadata: filename <base64>")
    @PostMapping
    ResponseEntity<Void> begin(
            @RequestHeader(name = LENGTH, required = false) @Nullable String length,
            @RequestHeader(name = METADATA, required = false) @Nullable String metadata,
            Viewer viewer) {
        Upload upload = uploads.begin(fileName(metadata), number(LENGTH, length), viewer);
        return ResponseEntity.created(URI.create("/api/v1/uploads/" + upload.id()))
                .header(EXPIRES, httpDate(upload.expires()))
                .build();
    }

    @Operation(summary = "How much of a file has arrived")
    @RequestMapping(path = "/{id}", method = RequestMethod.HEAD)
    ResponseEntity<Void> stands(@PathVariable UploadId id, Viewer viewer) {
        Upload upload = uploads.require(id, viewer);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(OFFSET, String.valueOf(upload.received()))
                .header(LENGTH, String.valueOf(upload.size()))
                .header(EXPIRES, httpDate(upload.expires()))
                .header(
                        METADATA,
                        "filename "
                                + Base64.getEncoder()
                                        .encodeToString(upload.name().getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    @Operation(summary = "Send what comes next of a file")
    @PatchMapping(path = "/{id}", consumes = OCTETS)
    ResponseEntity<Void> receive(
            @PathVariable UploadId id,
            @RequestHeader(name = OFFSET, required = false) @Nullable String offset,
            HttpServletRequest request,
            Viewer viewer)
            throws IOException {
        Upload upload = uploads.receive(id, number(OFFSET, offset), request.getInputStream(), viewer);
        return ResponseEntity.noContent()
                .header(OFFSET, String.valueOf(upload.received()))
                .header(EXPIRES, httpDate(upload.expires()))
                .build();
    }

    @Operation(summary = "The same, for programs that know no PATCH")
    @PostMapping(path = "/{id}", consumes = OCTETS, headers = OVERRIDE + "=PATCH")
    ResponseEntity<Void> receiveByPost(
            @PathVariable UploadId id,
            @RequestHeader(name = OFFSET, required = false) @Nullable String offset,
            HttpServletRequest request,
            Viewer viewer)
            throws IOException {
        return receive(id, offset, request, viewer);
    }

    @Operation(summary = "Forget a file that is on its way")
    @DeleteMapping("/{id}")
    ResponseEntity<Void> cancel(@PathVariable UploadId id, Viewer viewer) {
        uploads.cancel(id, viewer);
        return ResponseEntity.noContent().build();
    }

    private static long number(String header, @Nullable String value) {
        if (value == null || !value.matches("\\d{1,18}")) {
            throw new Refusal(
                    Refusal.Reason.INVALID,
                    "Send the header " + header + " with a number of bytes, known from the start.");
        }
        return Long.parseLong(value);
    }

    /** "filename d29yZC5kb2N4,filetype …": keys, each with its value in Base64. */
    private static @Nullable String fileName(@Nullable String metadata) {
        return metadata == null
                ? null
                : Arrays.stream(metadata.split(",", -1))
                        .map(pair -> pair.strip().split(" ", 2))
                        .filter(pair -> pair.length == 2 && pair[0].equals("filename"))
                        .map(pair -> decoded(pair[1]))
                        .findFirst()
                        .orElse(null);
    }

    private static String decoded(String value) {
        try {
            return new String(Base64.getDecoder().decode(value.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.Reason.INVALID, "The file's name in Upload-Metadata is not written in Base64.");
        }
    }

    private static String httpDate(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }
}
