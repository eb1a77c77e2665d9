package org.rostrum.agendas.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.outputs.AgendaFile;
import org.rostrum.agendas.outputs.AgendaFiles;
import org.rostrum.agendas.outputs.AgendaFormat;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.NotFound;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Agendas as files, for pages and for programs; written into the answer as they are made. */
@Controller
class AgendaFilesController {

    private final Meetings meetings;
    private final AgendaFiles files;

    AgendaFilesController(Meetings meetings, AgendaFiles files) {
        this.meetings = meetings;
        this.files = files;
    }

    @GetMapping({
        "/meetings/{id}/agenda.pdf",
        "/meetings/{id}/agenda.docx",
        "/meetings/{id}/agenda.xlsx",
        "/meetings/{id}/agenda.csv",
        "/meetings/{id}/agenda.txt",
        "/api/v1/meetings/{id}/agenda.pdf",
        "/api/v1/meetings/{id}/agenda.docx",
        "/api/v1/meetings/{id}/agenda.xlsx",
        "/api/v1/meetings/{id}/agenda.csv",
        "/api/v1/meetings/{id}/agenda.txt"
    })
    @Operation(
            summary = "The agenda in force, as a file",
            description = "What members read. Officers may ask for the internal items as well.")
    @ApiResponse(responseCode = "200", description = "The file", content = @Content(mediaType = "*/*"))
    void latest(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "false") boolean internal,
            Viewer viewer,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        send(files.latest(meetings.require(id, viewer), viewer, internal), request, response);
    }

    @GetMapping({
        "/meetings/{id}/agenda/versions/{version}.pdf",
        "/meetings/{id}/agenda/versions/{version}.docx",
        "/meetings/{id}/agenda/versions/{version}.xlsx",
        "/meetings/{id}/agenda/versions/{version}.csv",
        "/meetings/{id}/agenda/versions/{version}.txt",
        "/api/v1/meetings/{id}/agenda/versions/{version}.pdf",
        "/api/v1/meetings/{id}/agenda/versions/{version}.docx",
        "/api/v1/meetings/{id}/agenda/versions/{version}.xlsx",
        "/api/v1/meetings/{id}/agenda/versions/{version}.csv",
        "/api/v1/meetings/{id}/agenda/versions/{version}.txt"
    })
    @Operation(
            summary = "A version of the agenda, as a file",
            description = "What members read of it. Officers may ask for the internal items as well.")
    @ApiResponse(responseCode = "200", description = "The file", content = @Content(mediaType = "*/*"))
    void version(
            @PathVariable MeetingId id,
            @PathVariable int version,
            @RequestParam(defaultValue = "false") boolean internal,
            Viewer viewer,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        send(files.version(meetings.require(id, viewer), version, viewer, internal), request, response);
    }

    @GetMapping({
        "/meetings/{id}/agenda/draft.pdf",
        "/meetings/{id}/agenda/draft.docx",
        "/meetings/{id}/agenda/draft.xlsx",
        "/meetings/{id}/agenda/draft.csv",
        "/meetings/{id}/agenda/draft.txt",
        "/api/v1/meetings/{id}/agenda/draft.pdf",
        "/api/v1/meetings/{id}/agenda/draft.docx",
        "/api/v1/meetings/{id}/agenda/draft.xlsx",
        "/api/v1/meetings/{id}/agenda/draft.csv",
        "/api/v1/meetings/{id}/agenda/draft.txt"
    })
    @Operation(summary = "The draft of the agenda, as a file", description = "For the officers, and marked as a draft.")
    @ApiResponse(responseCode = "200", description = "The file", content = @Content(mediaType = "*/*"))
    void draft(@PathVariable MeetingId id, Viewer viewer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        send(files.draft(meetings.require(id, viewer), viewer), request, response);
    }

    private static void send(AgendaFile file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        AgendaFormat format =
                AgendaFormat.named(request.getRequestURI()).orElseThrow(() -> new NotFound("file of this kind"));
        response.setContentType(format.mediaType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(file.name(format))
                        .build()
                        .toString());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        file.write(format, response.getOutputStream());
    }
}
