package org.rostrum.discussions.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.Discussions;
import org.rostrum.discussions.Discussions.Posted;
import org.rostrum.discussions.NewMessage;
import org.rostrum.discussions.ThreadId;
import org.rostrum.discussions.ThreadView;
import org.rostrum.discussions.Threads;
import org.rostrum.discussions.TypedActs;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NewId;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A meeting's room for programs, and for the room page's own script. */
@RestController
@RequestMapping("/api/v1/rooms/{roomId}")
@Tag(
        name = "Rooms",
        description = "The discussion of a meeting. Everything that happens is an event in one ordered log; "
                + "the live channel (/api/asyncapi.json) pushes the same events.")
class RoomApi {

    private final Discussions discussions;
    private final TypedActs acts;
    private final Meetings meetings;
    private final Threads threads;

    RoomApi(Discussions discussions, TypedActs acts, Meetings meetings, Threads threads) {
        this.discussions = discussions;
        this.acts = acts;
        this.meetings = meetings;
        this.threads = threads;
    }

    @Schema(description = "What to say, and where.")
    record Posting(
            @Schema(description = "A thread of this room; null for the meeting's own", nullable = true) @Nullable UUID thread,

            @Schema(description = "Markdown, 1 to 20,000 characters", requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable String text,

            @Schema(description = "The seq of the message in this room that this one answers", nullable = true)
            @Nullable Long quotes,

            @Schema(description = "Whether it is to stand in the minutes", nullable = true) @Nullable Boolean recorded) {}

    @Schema(name = "ActDone", description = "Instead of a message: the text was an act.")
    record Done(
            @Schema(example = "You are number 2 in the speaker queue: new topic, the timer.")
            String did) {}

    @PostMapping(path = "/messages", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Post a message",
            description = "Answers with the message's place in the room's log and its identifier. Sending the same "
                    + "Idempotency-Key again gives the first answer again and posts nothing; with other content it "
                    + "is refused (422). After a 429 wait for Retry-After seconds and send the same key again. A text that "
                    + "is \"q+\" (with words or without), \"q-\" or \"present+\" is an act on the speaker queue or the "
                    + "attendance, and posts nothing. \"@\" and the name of somebody who may follow the room names them; where two "
                    + "share it, with their organisation in brackets.")
    @ApiResponse(
            responseCode = "200",
            description = "Done, not posted: the text was an act",
            content = @Content(schema = @Schema(implementation = Done.class)))
    @ApiResponse(
            responseCode = "201",
            description = "Posted, now or before",
            content = @Content(schema = @Schema(implementation = Posted.class)))
    @ApiResponse(responseCode = "403", description = "The room is open to you for reading only", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room or thread is open to you", content = @Content)
    @ApiResponse(responseCode = "413", description = "The body is larger than 128 KB", content = @Content)
    @ApiResponse(
            responseCode = "422",
            description = "The text is empty or too long, or the key was used for something else",
            content = @Content)
    @ApiResponse(responseCode = "429", description = "Too fast; see Retry-After", content = @Content)
    ResponseEntity<?> post(
            @PathVariable RoomId roomId,
            @RequestBody Posting message,
            @Parameter(
                            description = "Made once for each message, a UUID for example. Required of clients that "
                                    + "retry: without it every attempt is a message of its own.")
                    @RequestHeader(name = "Idempotency-Key", required = false)
                    @Nullable String key,
            Viewer viewer) {
        ThreadId thread = message.thread() == null ? null : new ThreadId(message.thread());
        String text = message.text() == null ? "" : message.text();
        String intent = key == null ? NewId.next().toString() : key;
        Optional<String> did = acts.carryOut(viewer, roomId, text, intent);
        if (did.isPresent()) {
            return ResponseEntity.ok(new Done(did.get()));
        }
        Posted posted = discussions.post(
                viewer,
                roomId,
                new NewMessage(thread, text, message.quotes(), Boolean.TRUE.equals(message.recorded())),
                intent);
        return ResponseEntity.status(HttpStatus.CREATED).body(posted);
    }

    /** The threads of a room. */
    record ThreadList(List<ThreadView> items) {}

    @GetMapping("/threads")
    @Operation(
            summary = "List the threads",
            description =
                    "The meeting's own, then the agenda's items in their order, then the contributions by number.")
    @ApiResponse(responseCode = "200", description = "The threads")
    @ApiResponse(responseCode = "404", description = "No such room is open to you", content = @Content)
    ThreadList threads(@PathVariable RoomId roomId, Viewer viewer) {
        return new ThreadList(threads.list(meetings.requireIn(roomId, viewer)));
    }
}
