package org.rostrum.floor.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.floor.EntryId;
import org.rostrum.floor.EntryKind;
import org.rostrum.floor.QueueView;
import org.rostrum.floor.SpeakerQueue;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.RoomId;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The speaker queue for programs, and for the room page's own script. Every act answers with the queue after it. */
@RestController
@RequestMapping("/api/v1/rooms/{roomId}/queue")
@Tag(name = "Rooms")
class QueueApi {

    private final Meetings meetings;
    private final SpeakerQueue queue;

    QueueApi(Meetings meetings, SpeakerQueue queue) {
        this.meetings = meetings;
        this.queue = queue;
    }

    /** @param kind null for a new topic */
    @Schema(name = "WishToSpeak", description = "As what, and about what.")
    record Wish(
            @Schema(description = "A new topic where it is left out", nullable = true) @Nullable EntryKind kind,

            @Schema(description = "At most 200 characters", nullable = true) @Nullable String topic) {}

    @Schema(name = "CallToSpeak", description = "Who gets the floor.")
    record Call(
            @Schema(
                    description = "\"last\" of the queue as far as the client knows; null before anybody spoke",
                    nullable = true)
            @Nullable EntryId expected,

            @Schema(description = "One of those who wait; null for whoever is first", nullable = true) @Nullable EntryId entry) {}

    @GetMapping
    @Operation(
            summary = "Read the speaker queue",
            description = "Points of order first, then clarifying questions, replies to the current topic and new "
                    + "topics; among each, who came first.")
    @ApiResponse(responseCode = "200", description = "The queue")
    @ApiResponse(responseCode = "404", description = "No such room is open to you", content = @Content)
    QueueView queue(@PathVariable RoomId roomId, Viewer viewer) {
        MeetingView meeting = meetings.requireIn(roomId, viewer);
        return queue.of(meeting);
    }

    @PostMapping
    @Operation(
            summary = "Ask for the floor",
            description = "Who waits as the same kind already keeps their place, and gets the new topic.")
    @ApiResponse(responseCode = "200", description = "In the queue, now or before")
    @ApiResponse(
            responseCode = "403",
            description = "The room is open to you for reading only, or the queue is closed",
            content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room is open to you", content = @Content)
    @ApiResponse(responseCode = "422", description = "The topic is too long", content = @Content)
    QueueView join(
            @PathVariable RoomId roomId,
            @RequestBody Wish wish,
            @Parameter(description = "Made once for each wish, for clients that retry")
                    @RequestHeader(name = "Idempotency-Key", required = false)
                    @Nullable String key,
            Viewer viewer) {
        return queue.join(
                viewer,
                roomId,
                Objects.requireNonNullElse(wish.kind(), EntryKind.NEW_TOPIC),
                Objects.requireNonNullElse(wish.topic(), ""),
                key);
    }

    @DeleteMapping("/{entry}")
    @Operation(
            summary = "Leave the queue, or give the floor back",
            description = "One's own entry; the chair may take off others' too. Who is gone already, stays gone.")
    @ApiResponse(responseCode = "200", description = "The queue without it")
    @ApiResponse(responseCode = "403", description = "It is somebody else's", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room or entry is open to you", content = @Content)
    QueueView leave(@PathVariable RoomId roomId, @PathVariable EntryId entry, Viewer viewer) {
        return queue.leave(viewer, roomId, entry);
    }

    @PostMapping("/{entry}/deferral")
    @Operation(summary = "Let all others of the same kind speak first")
    @ApiResponse(responseCode = "200", description = "The queue")
    @ApiResponse(responseCode = "403", description = "It is somebody else's", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room or entry is open to you", content = @Content)
    QueueView defer(@PathVariable RoomId roomId, @PathVariable EntryId entry, Viewer viewer) {
        return queue.defer(viewer, roomId, entry);
    }

    @PostMapping("/{entry}/end")
    @Operation(
            summary = "Say that a speaker has finished",
            description = "By the speaker or the chair. Nothing changes where they have not the floor any more.")
    @ApiResponse(responseCode = "200", description = "The queue")
    @ApiResponse(responseCode = "403", description = "It is somebody else's", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room or entry is open to you", content = @Content)
    QueueView end(@PathVariable RoomId roomId, @PathVariable EntryId entry, Viewer viewer) {
        return queue.done(viewer, roomId, entry);
    }

    @PostMapping("/calls")
    @Operation(
            summary = "Give the floor to the next, or to one of those who wait",
            description =
                    "By the chair. Whoever has the floor gives it up. \"expected\" is the queue's \"last\" as the "
                            + "client saw it; where the floor was given to somebody since, nothing changes, so the same "
                            + "request sent twice calls one speaker.")
    @ApiResponse(responseCode = "200", description = "The queue, and in it who speaks")
    @ApiResponse(responseCode = "403", description = "You do not run this floor", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room is open to you", content = @Content)
    @ApiResponse(responseCode = "409", description = "Nobody waits, or not the one that was named", content = @Content)
    QueueView call(@PathVariable RoomId roomId, @RequestBody Call call, Viewer viewer) {
        return queue.call(viewer, roomId, call.expected(), call.entry());
    }

    @PutMapping("/closure")
    @Operation(
            summary = "Close the queue",
            description = "By the chair. It takes points of order only; who waits already goes on waiting.")
    @ApiResponse(responseCode = "200", description = "The queue, closed")
    @ApiResponse(responseCode = "403", description = "You do not run this floor", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room is open to you", content = @Content)
    QueueView close(@PathVariable RoomId roomId, Viewer viewer) {
        return queue.close(viewer, roomId, true);
    }

    @DeleteMapping("/closure")
    @Operation(summary = "Open the queue again")
    @ApiResponse(responseCode = "200", description = "The queue, open")
    @ApiResponse(responseCode = "403", description = "You do not run this floor", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room is open to you", content = @Content)
    QueueView reopen(@PathVariable RoomId roomId, Viewer viewer) {
        return queue.close(viewer, roomId, false);
    }
}
