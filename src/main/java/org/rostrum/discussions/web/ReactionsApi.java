package org.rostrum.discussions.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.Messages;
import org.rostrum.discussions.Reaction;
import org.rostrum.discussions.Reactions;
import org.rostrum.discussions.Reactions.Reacted;
import org.rostrum.discussions.Reactions.Reactor;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NotFound;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/rooms/{roomId}/messages/{message}/reactions")
@Tag(name = "Rooms")
class ReactionsApi {

    private static final String CODES = "like, thanks, smile, looking, done or unclear";

    private final Reactions reactions;
    private final Messages messages;
    private final Meetings meetings;

    ReactionsApi(Reactions reactions, Messages messages, Meetings meetings) {
        this.reactions = reactions;
        this.messages = messages;
        this.meetings = meetings;
    }

    @PutMapping("/{reaction}")
    @Operation(
            summary = "React to a message",
            description = "Sending it again changes nothing. The room hears of it as message.reacted.")
    @ApiResponse(responseCode = "200", description = "Your reaction is on it, now or from before")
    @ApiResponse(responseCode = "403", description = "The room is open to you for reading only", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room or message is open to you", content = @Content)
    @ApiResponse(
            responseCode = "409",
            description = "The message is no longer shown, or its discussion is closed",
            content = @Content)
    @ApiResponse(responseCode = "422", description = "There is no such reaction", content = @Content)
    @ApiResponse(responseCode = "429", description = "Too fast; see Retry-After", content = @Content)
    Reacted react(
            @PathVariable RoomId roomId,
            @Parameter(description = "The message's number in the room's log") @PathVariable long message,
            @Parameter(description = CODES) @PathVariable String reaction,
            Viewer viewer) {
        return reactions.react(viewer, roomId, message, Reaction.of(reaction), true);
    }

    @DeleteMapping("/{reaction}")
    @Operation(summary = "Take a reaction back", description = "Where there is none, nothing changes.")
    @ApiResponse(responseCode = "200", description = "None of yours is on it")
    @ApiResponse(responseCode = "403", description = "The room is open to you for reading only", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room or message is open to you", content = @Content)
    @ApiResponse(responseCode = "422", description = "There is no such reaction", content = @Content)
    @ApiResponse(responseCode = "429", description = "Too fast; see Retry-After", content = @Content)
    Reacted takeBack(
            @PathVariable RoomId roomId,
            @Parameter(description = "The message's number in the room's log") @PathVariable long message,
            @Parameter(description = CODES) @PathVariable String reaction,
            Viewer viewer) {
        return reactions.react(viewer, roomId, message, Reaction.of(reaction), false);
    }

    /** Who reacted so. */
    record By(@Schema(description = CODES) Reaction reaction, List<Reactor> people) {}

    record WhoReacted(List<By> items) {}

    @GetMapping
    @Operation(summary = "Who reacted to a message, and how")
    @ApiResponse(responseCode = "200", description = "Who reacted, by reaction, the earliest first")
    @ApiResponse(responseCode = "404", description = "No such room or message is open to you", content = @Content)
    WhoReacted reactions(
            @PathVariable RoomId roomId,
            @Parameter(description = "The message's number in the room's log") @PathVariable long message,
            Viewer viewer) {
        MeetingView meeting = meetings.requireIn(roomId, viewer);
        if (messages.find(roomId, message).isEmpty()) {
            throw new NotFound("message");
        }
        return new WhoReacted(reactions.of(meeting, message).entrySet().stream()
                .map(one -> new By(one.getKey(), one.getValue()))
                .toList());
    }
}
