package org.rostrum.discussions.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.Previews;
import org.rostrum.rooms.RoomId;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What helps to write a message. */
@RestController
@RequestMapping("/api/v1/rooms/{roomId}")
@Tag(name = "Rooms")
class WritingApi {

    private final Previews previews;

    WritingApi(Previews previews) {
        this.previews = previews;
    }

    record Draft(
            @Schema(description = "Markdown, 1 to 20,000 characters", requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable String text) {}

    record Preview(
            @Schema(description = "Safe to put into a page as it is")
            String html) {}

    @PostMapping(path = "/previews", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Preview a message", description = "Renders it as posting would, and keeps nothing.")
    @ApiResponse(responseCode = "200", description = "As it would look")
    @ApiResponse(responseCode = "403", description = "The room is open to you for reading only", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room is open to you", content = @Content)
    @ApiResponse(responseCode = "413", description = "The body is larger than 128 KB", content = @Content)
    @ApiResponse(responseCode = "422", description = "The text is empty or too long", content = @Content)
    Preview preview(@PathVariable RoomId roomId, @RequestBody Draft draft, Viewer viewer) {
        return new Preview(previews.of(viewer, roomId, draft.text() == null ? "" : draft.text()));
    }
}
