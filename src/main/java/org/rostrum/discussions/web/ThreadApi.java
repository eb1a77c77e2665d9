package org.rostrum.discussions.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.discussions.OfflineDiscussions;
import org.rostrum.discussions.ThreadId;
import org.rostrum.discussions.ThreadView;
import org.rostrum.discussions.Threads;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.RoomId;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Offline discussions for programs. */
@RestController
@RequestMapping("/api/v1/rooms/{roomId}/threads")
@Tag(name = "Rooms")
class ThreadApi {

    private final Meetings meetings;
    private final Threads threads;
    private final OfflineDiscussions offline;

    ThreadApi(Meetings meetings, Threads threads, OfflineDiscussions offline) {
        this.meetings = meetings;
        this.threads = threads;
        this.offline = offline;
    }

    @Schema(name = "OfflineDiscussion", description = "A side discussion beside the agenda.")
    record Opening(
            @Schema(description = "One line, at most 200 characters", requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable String title,

            @Schema(description = "The contribution of this meeting that it is about", nullable = true) @Nullable UUID about) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Open an offline discussion")
    @ApiResponse(responseCode = "201", description = "Open, now or before")
    @ApiResponse(responseCode = "403", description = "The room is open to you for reading only", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room is open to you", content = @Content)
    @ApiResponse(
            responseCode = "422",
            description = "The title is missing or too long, or the contribution is none of this meeting's",
            content = @Content)
    ThreadView open(
            @PathVariable RoomId roomId,
            @RequestBody Opening opening,
            @Parameter(description = "Made once for each discussion, for clients that retry")
                    @RequestHeader(name = "Idempotency-Key", required = false)
                    @Nullable String key,
            Viewer viewer) {
        UUID about = opening.about();
        return threads.require(
                meetings.requireIn(roomId, viewer),
                offline.open(
                        viewer,
                        roomId,
                        Objects.requireNonNullElse(opening.title(), ""),
                        about == null ? null : new ContributionId(about),
                        key));
    }

    @PutMapping("/{thread}/closure")
    @Operation(
            summary = "Close an offline discussion",
            description = "By whoever opened it, or an officer of the meeting. It stays readable.")
    @ApiResponse(responseCode = "200", description = "Closed, now or before")
    @ApiResponse(responseCode = "403", description = "It is somebody else's", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room or discussion is open to you", content = @Content)
    ThreadView close(@PathVariable RoomId roomId, @PathVariable ThreadId thread, Viewer viewer) {
        offline.close(viewer, roomId, thread);
        return threads.require(meetings.requireIn(roomId, viewer), thread);
    }

    @DeleteMapping("/{thread}/closure")
    @Operation(summary = "Reopen an offline discussion")
    @ApiResponse(responseCode = "200", description = "Open, now or before")
    @ApiResponse(responseCode = "403", description = "It is somebody else's", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room or discussion is open to you", content = @Content)
    ThreadView reopen(@PathVariable RoomId roomId, @PathVariable ThreadId thread, Viewer viewer) {
        offline.reopen(viewer, roomId, thread);
        return threads.require(meetings.requireIn(roomId, viewer), thread);
    }
}
