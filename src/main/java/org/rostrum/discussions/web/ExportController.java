package org.rostrum.discussions.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.web.RoomExport.Form;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A whole room as a file. */
@Controller
class ExportController {

    private final Meetings meetings;
    private final RoomExport export;

    ExportController(Meetings meetings, RoomExport export) {
        this.meetings = meetings;
        this.export = export;
    }

    @GetMapping("/meetings/{id}/room/export.json")
    void json(@PathVariable MeetingId id, Viewer viewer, HttpServletResponse response) throws IOException {
        write(id, viewer, Form.JSON, "room.json", response);
    }

    @GetMapping("/meetings/{id}/room/export.txt")
    void text(@PathVariable MeetingId id, Viewer viewer, HttpServletResponse response) throws IOException {
        write(id, viewer, Form.TXT, "room.txt", response);
    }

    @GetMapping("/meetings/{id}/room/export.html")
    void html(@PathVariable MeetingId id, Viewer viewer, HttpServletResponse response) throws IOException {
        write(id, viewer, Form.HTML, "room.html", response);
    }

    private void write(MeetingId id, Viewer viewer, Form form, String name, HttpServletResponse response)
            throws IOException {
        MeetingView meeting = meetings.require(id, viewer);
        response.setContentType(form.type());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
        try (Writer out =
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
            export.write(meeting, form, out);
        }
    }
}
