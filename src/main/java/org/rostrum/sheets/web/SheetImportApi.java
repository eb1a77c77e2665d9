package org.rostrum.sheets.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingId;
import org.rostrum.shared.web.TableFiles;
import org.rostrum.sheets.SheetChange;
import org.rostrum.sheets.SheetChange.Outcome;
import org.rostrum.sheets.SheetImportId;
import org.rostrum.sheets.SheetImports;
import org.rostrum.sheets.SheetImports.Entry;
import org.rostrum.sheets.SheetImports.Preview;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/v1/meetings/{id}/contributions/imports")
@Tag(name = "Contributions")
class SheetImportApi {

    private final SheetImports imports;

    SheetImportApi(SheetImports imports) {
        this.imports = imports;
    }

    record ChangeJson(String column, String before, String after) {}

    record ProblemJson(String column, String message) {}

    /** @param row as a spreadsheet counts */
    record RowJson(int row, String number, List<ChangeJson> changes, List<ProblemJson> problems) {

        static RowJson of(SheetChange row) {
            return new RowJson(
                    row.row(),
                    row.number(),
                    row.cells().stream()
                            .map(cell -> new ChangeJson(cell.column().header(), cell.before(), cell.after()))
                            .toList(),
                    row.problems().stream()
                            .map(problem -> new ProblemJson(problem.column().header(), problem.message()))
                            .toList());
        }
    }

    /**
     * What a file would do, or did.
     *
     * @param mark what to send to take the file as it was looked at; null once it is taken
     * @param wrong how many rows are wrong; while there are any, nothing is imported
     * @param rows those that are wrong or change something; none once it is taken
     * @param unread heads of columns that nothing is read from
     */
    record ImportJson(
            SheetImportId id,
            String file,
            String format,
            Instant uploadedAt,
            @Nullable String mark,
            int wrong,
            int changed,
            int unchanged,
            List<String> unread,
            List<RowJson> rows,
            @Nullable Instant appliedAt,
            @Nullable Instant undoneAt) {

        static ImportJson of(Preview preview) {
            Entry entry = preview.entry();
            return new ImportJson(
                    entry.id(),
                    entry.fileName(),
                    entry.format().name().toLowerCase(Locale.ROOT),
                    entry.uploadedAt(),
                    preview.mark(),
                    preview.count(Outcome.WRONG),
                    preview.count(Outcome.CHANGED),
                    preview.count(Outcome.SAME),
                    preview.unread(),
                    preview.rows().stream()
                            .filter(row -> row.outcome() != Outcome.SAME)
                            .map(RowJson::of)
                            .toList(),
                    null,
                    null);
        }

        static ImportJson of(Entry entry) {
            return new ImportJson(
                    entry.id(),
                    entry.fileName(),
                    entry.format().name().toLowerCase(Locale.ROOT),
                    entry.uploadedAt(),
                    null,
                    0,
                    Objects.requireNonNullElse(entry.changed(), 0),
                    Objects.requireNonNullElse(entry.unchanged(), 0),
                    List.of(),
                    List.of(),
                    entry.appliedAt(),
                    entry.undoneAt());
        }
    }

    /** @param mark of the preview that was looked at */
    record ApplicationJson(@Nullable String mark) {}

    @Operation(summary = "Upload a changed list of contributions, and see what it would change; nothing is written yet")
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<ImportJson> upload(
            @PathVariable MeetingId id,
            @RequestPart MultipartFile file,
            @RequestParam(defaultValue = "auto") String encoding,
            Viewer viewer) {
        SheetImportId uploaded = imports.upload(
                id, TableFiles.name(file), TableFiles.bytes(file), TableFiles.windows1252(encoding), viewer);
        return ResponseEntity.created(URI.create("/api/v1/meetings/" + id + "/contributions/imports/" + uploaded))
                .body(ImportJson.of(imports.preview(id, uploaded, viewer)));
    }

    @Operation(summary = "What a file would change now, or what became of it")
    @GetMapping("/{file}")
    ImportJson show(@PathVariable MeetingId id, @PathVariable("file") SheetImportId file, Viewer viewer) {
        Entry entry = imports.require(id, file, viewer);
        return entry.appliedAt() == null ? ImportJson.of(imports.preview(id, file, viewer)) : ImportJson.of(entry);
    }

    @Operation(summary = "Take a file: all its rows or none. The same mark again is the same taking")
    @PostMapping("/{file}/application")
    ImportJson apply(
            @PathVariable MeetingId id,
            @PathVariable("file") SheetImportId file,
            @RequestBody ApplicationJson application,
            Viewer viewer) {
        return ImportJson.of(imports.apply(id, file, Objects.requireNonNullElse(application.mark(), ""), viewer));
    }

    @Operation(summary = "Take back all that a file did, within ten minutes and while nothing has come of it")
    @PostMapping("/{file}/undo")
    ImportJson undo(@PathVariable MeetingId id, @PathVariable("file") SheetImportId file, Viewer viewer) {
        return ImportJson.of(imports.undo(id, file, viewer));
    }
}
