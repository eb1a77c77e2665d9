package org.rostrum.discussions.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.EditedMeanwhile;
import org.rostrum.discussions.MessageEdits;
import org.rostrum.discussions.MessageMarks;
import org.rostrum.discussions.MessageView;
import org.rostrum.discussions.Messages;
import org.rostrum.discussions.Readings;
import org.rostrum.discussions.Withholding;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * One message for programs, and for the room page's own script. What sets a state answers with the message as it is then;
 * setting what is set already changes nothing and makes no event.
 */
@RestController
@RequestMapping("/api/v1/rooms/{roomId}/messages/{seq}")
@Tag(name = "Rooms")
class MessageApi {

    private static final String SEQ = "The message's number in the room's log";

    private final Meetings meetings;
    private final Messages messages;
    private final MessageEdits edits;
    private final Withholding withholding;
    private final MessageMarks marks;
    private final Readings readings;

    MessageApi(
            Meetings meetings,
            Messages messages,
            MessageEdits edits,
            Withholding withholding,
            MessageMarks marks,
            Readings readings) {
        this.meetings = meetings;
        this.messages = messages;
        this.edits = edits;
        this.withholding = withholding;
        this.marks = marks;
        this.readings = readings;
    }

    @GetMapping
    @Operation(
            summary = "Read a message",
            description = "As it is now. Where its author deleted it or the chair hid it, \"withheld\" says so and its "
                    + "text is empty; \"minutes\" is how the minutes would quote it.")
    @ApiResponse(responseCode = "200", description = "The message")
    @ApiResponse(responseCode = "404", description = "No such room or message is open to you", content = @Content)
    MessageView message(
            @PathVariable RoomId roomId, @Parameter(description = SEQ) @PathVariable long seq, Viewer viewer) {
        return require(roomId, seq, viewer);
    }

    /** What a message said before. */
    record Versions(List<MessageEdits.Version> items) {}

    @GetMapping("/versions")
    @Operation(
            summary = "Read what a message said before it was edited",
            description = "The first version first, without the one that stands now; nothing where it is withheld.")
    @ApiResponse(responseCode = "200", description = "The earlier versions")
    @ApiResponse(responseCode = "404", description = "No such room or message is open to you", content = @Content)
    Versions versions(@PathVariable RoomId roomId, @PathVariable long seq, Viewer viewer) {
        return new Versions(edits.before(require(roomId, seq, viewer)));
    }

    /** Who has read a message, by organisation. */
    record ReadBy(
            @Schema(description = "How many people, the author not among them")
            int count,

            @Schema(description = "By organisation; those who represent none come last, under null")
            List<Readings.Readers> items) {

        static ReadBy of(List<Readings.Readers> readers) {
            return new ReadBy(
                    readers.stream().mapToInt(of -> of.people().size()).sum(), readers);
        }
    }

    @GetMapping("/readers")
    @Operation(
            summary = "Who has read a message",
            description = "As far as their pages have told: programs and whoever reads without a script do not say it.")
    @ApiResponse(responseCode = "200", description = "How many, and who")
    @ApiResponse(responseCode = "404", description = "No such room or message is open to you", content = @Content)
    ReadBy readers(@PathVariable RoomId roomId, @Parameter(description = SEQ) @PathVariable long seq, Viewer viewer) {
        return ReadBy.of(readings.of(require(roomId, seq, viewer)));
    }

    @Schema(description = "What the message is to say.")
    record Edit(
            @Schema(description = "Markdown, 1 to 20,000 characters", requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable String text,

            @Schema(
                    description = "The version that whoever edits had before them",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable Integer version) {}

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Edit a message of your own",
            description = "What it said before stays readable. Where it was edited meanwhile the answer is 409 and "
                    + "holds \"version\" and \"text\" as they are now; a text that is there already changes nothing.")
    @ApiResponse(responseCode = "200", description = "The message as it is now")
    @ApiResponse(responseCode = "403", description = "It is somebody else's", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room or message is open to you", content = @Content)
    @ApiResponse(
            responseCode = "409",
            description = "It was edited meanwhile, is withheld, or its discussion is closed",
            content = @Content)
    @ApiResponse(responseCode = "422", description = "The text is empty or too long", content = @Content)
    @ApiResponse(responseCode = "429", description = "Too fast; see Retry-After", content = @Content)
    MessageView edit(@PathVariable RoomId roomId, @PathVariable long seq, @RequestBody Edit edit, Viewer viewer) {
        if (edit.version() == null) {
            throw Refusal.invalid("version", "Say which version you edited: it is in the message.");
        }
        return edits.edit(viewer, roomId, seq, edit.text() == null ? "" : edit.text(), edit.version());
    }

    @DeleteMapping
    @Operation(
            summary = "Delete a message of your own",
            description = "A trace stays in the room; what it said can be read nowhere any more, the log included.")
    @ApiResponse(responseCode = "200", description = "The trace")
    @ApiResponse(responseCode = "403", description = "It is somebody else's", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room or message is open to you", content = @Content)
    @ApiResponse(responseCode = "409", description = "The chair has hidden it", content = @Content)
    MessageView delete(@PathVariable RoomId roomId, @PathVariable long seq, Viewer viewer) {
        return withholding.delete(viewer, roomId, seq);
    }

    @Schema(description = "Why a message is hidden.")
    record Hiding(
            @Schema(
                    description = "Everybody reads it in the message's place; 1 to 500 characters",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable String reason) {}

    @PutMapping(path = "/hiding", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Hide a message", description = "By the chair, with a reason that everybody reads.")
    @ApiResponse(responseCode = "200", description = "The trace")
    @ApiResponse(responseCode = "403", description = "You are not the chair", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room or message is open to you", content = @Content)
    @ApiResponse(responseCode = "409", description = "Its author has deleted it", content = @Content)
    @ApiResponse(responseCode = "422", description = "There is no reason, or it is too long", content = @Content)
    MessageView hide(@PathVariable RoomId roomId, @PathVariable long seq, @RequestBody Hiding hiding, Viewer viewer) {
        return withholding.hide(viewer, roomId, seq, hiding.reason());
    }

    @DeleteMapping("/hiding")
    @Operation(summary = "Show a message again that the chair had hidden")
    @ApiResponse(responseCode = "200", description = "The message")
    @ApiResponse(responseCode = "403", description = "You are not the chair", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room or message is open to you", content = @Content)
    MessageView show(@PathVariable RoomId roomId, @PathVariable long seq, Viewer viewer) {
        return withholding.show(viewer, roomId, seq);
    }

    @PutMapping("/pin")
    @Operation(summary = "Pin a message to the head of its thread", description = "By the chair or the secretary.")
    @ApiResponse(responseCode = "200", description = "The message")
    @ApiResponse(responseCode = "403", description = "You are neither", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room or message is open to you", content = @Content)
    @ApiResponse(responseCode = "409", description = "It is withheld, or ten are pinned already", content = @Content)
    MessageView pin(@PathVariable RoomId roomId, @PathVariable long seq, Viewer viewer) {
        return marks.pin(viewer, roomId, seq, true);
    }

    @DeleteMapping("/pin")
    @Operation(summary = "Take a message from the head of its thread")
    @ApiResponse(responseCode = "200", description = "The message")
    @ApiResponse(responseCode = "403", description = "You are neither chair nor secretary", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room or message is open to you", content = @Content)
    MessageView unpin(@PathVariable RoomId roomId, @PathVariable long seq, Viewer viewer) {
        return marks.pin(viewer, roomId, seq, false);
    }

    @PutMapping("/record")
    @Operation(
            summary = "Mark a message for the record",
            description = "It goes into the minutes. By its author, or by the secretary and the chair.")
    @ApiResponse(responseCode = "200", description = "The message")
    @ApiResponse(responseCode = "403", description = "It is somebody else's", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room or message is open to you", content = @Content)
    @ApiResponse(responseCode = "409", description = "It is withheld", content = @Content)
    MessageView record(@PathVariable RoomId roomId, @PathVariable long seq, Viewer viewer) {
        return marks.record(viewer, roomId, seq, true);
    }

    @DeleteMapping("/record")
    @Operation(summary = "Take a message off the record")
    @ApiResponse(responseCode = "200", description = "The message")
    @ApiResponse(responseCode = "403", description = "It is somebody else's", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room or message is open to you", content = @Content)
    MessageView unrecord(@PathVariable RoomId roomId, @PathVariable long seq, Viewer viewer) {
        return marks.record(viewer, roomId, seq, false);
    }

    private MessageView require(RoomId room, long seq, Viewer viewer) {
        meetings.requireIn(room, viewer);
        return messages.require(room, seq);
    }

    @ExceptionHandler
    ProblemDetail editedMeanwhile(EditedMeanwhile e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
        problem.setProperty("errors", e.fields());
        problem.setProperty("version", e.version());
        problem.setProperty("text", e.text());
        return problem;
    }
}
