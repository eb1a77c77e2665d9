package org.rostrum.discussions.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.Previews;
import org.rostrum.discussions.ReadersMarkup;
import org.rostrum.discussions.RoomFollowers;
import org.rostrum.discussions.RoomFollowers.Nameable;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.Refusal;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What helps to write a message. */
@RestController
@RequestMapping("/api/v1/rooms/{roomId}")
@Tag(name = "Rooms")
class WritingApi {

    private static final int MOST_NUMBERS = 100;

    private final Meetings meetings;
    private final Previews previews;
    private final RoomFollowers followers;
    private final ReadersMarkup markup;

    WritingApi(Meetings meetings, Previews previews, RoomFollowers followers, ReadersMarkup markup) {
        this.meetings = meetings;
        this.previews = previews;
        this.followers = followers;
        this.markup = markup;
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

    /** Who can be named. */
    record NameableList(List<Nameable> items) {}

    @GetMapping("/nameable")
    @Operation(
            summary = "Find somebody to name in a message",
            description =
                    "Those who may follow the room and one of whose names begins so, who has spoken here first; eight at "
                            + "most. \"@\" and \"mention\" in a message names them: where two share a name, with their organisation in "
                            + "brackets. Whoever is named is told once.")
    @ApiResponse(responseCode = "200", description = "Those found; nobody for fewer than two letters")
    @ApiResponse(responseCode = "403", description = "The room is open to you for reading only", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room is open to you", content = @Content)
    NameableList nameable(@PathVariable RoomId roomId, @RequestParam(defaultValue = "") String q, Viewer viewer) {
        return new NameableList(followers.beginning(meetings.requireIn(roomId, viewer), q, viewer));
    }

    @Schema(description = "A number that is a contribution's.")
    record CitedNumber(
            @Schema(description = "As it was asked for") String number,

            @Schema(description = "A link with title and state; safe to put into a page as it is")
            String html) {}

    /** Those of the numbers asked for that the viewer may read. */
    record CitedNumbers(List<CitedNumber> items) {}

    @GetMapping("/citations")
    @Operation(
            summary = "Read what is cited in messages",
            description =
                    "In a message's HTML whatever looks like a contribution's number is a span with the attribute "
                            + "data-cites, the same for all readers. This says which of them are contributions that you may read, "
                            + "with title and state as they are now: ask for all numbers of a page at once, 100 at most.")
    @ApiResponse(responseCode = "200", description = "Those of the numbers that are open to you")
    @ApiResponse(responseCode = "404", description = "No such room is open to you", content = @Content)
    @ApiResponse(responseCode = "422", description = "More than 100 numbers", content = @Content)
    CitedNumbers citations(
            @PathVariable RoomId roomId, @RequestParam(defaultValue = "") List<String> number, Viewer viewer) {
        meetings.requireIn(roomId, viewer);
        if (number.size() > MOST_NUMBERS) {
            throw Refusal.invalid("number", "Ask for at most 100 numbers at once.");
        }
        return new CitedNumbers(markup.ofNumbers(number, viewer).entrySet().stream()
                .map(one -> new CitedNumber(one.getKey(), one.getValue()))
                .toList());
    }
}
