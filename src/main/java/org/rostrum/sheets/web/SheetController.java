package org.rostrum.sheets.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionFilter;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.web.TableFiles;
import org.rostrum.sheets.ContributionSheets;
import org.rostrum.sheets.SheetFormat;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of a meeting's contributions as a file, for pages and for programs; filtered as the list's address says. */
@Controller
class SheetController {

    private final Meetings meetings;
    private final ContributionSheets sheets;

    SheetController(Meetings meetings, ContributionSheets sheets) {
        this.meetings = meetings;
        this.sheets = sheets;
    }

    @GetMapping({
        "/meetings/{id}/contributions.xlsx",
        "/meetings/{id}/contributions.csv",
        "/api/v1/meetings/{id}/contributions.xlsx",
        "/api/v1/meetings/{id}/contributions.csv"
    })
    @Operation(
            summary = "A meeting's contributions as a spreadsheet",
            description =
                    "One row for each revision. Takes the filter of the list's address: state, type, mine, late, q,"
                            + " sort, dir.")
    @ApiResponse(responseCode = "200", description = "The file", content = @Content(mediaType = "*/*"))
    ResponseEntity<byte[]> download(
            @PathVariable MeetingId id,
            @RequestParam MultiValueMap<String, String> said,
            Viewer viewer,
            HttpServletRequest request) {
        MeetingView meeting = meetings.require(id, viewer);
        SheetFormat format =
                SheetFormat.named(request.getRequestURI()).orElseThrow(() -> new NotFound("file of this kind"));
        return TableFiles.download(
                ContributionSheets.fileName(format, meeting),
                MediaType.parseMediaType(format.mediaType()),
                sheets.write(format, meeting, ContributionFilter.of(said), viewer));
    }
}
