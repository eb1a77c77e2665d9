package org.rostrum.discussions.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.Moderation;
import org.rostrum.discussions.Moderation.Muted;
import org.rostrum.discussions.RoomRules;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The rules of a room, for programs. Each act sets a state: sent again, it changes nothing. */
@RestController
@RequestMapping("/api/v1/rooms/{roomId}")
@Tag(name = "Rooms")
class ModerationApi {

    private final Meetings meetings;
    private final Moderation moderation;

    ModerationApi(Meetings meetings, Moderation moderation) {
        this.meetings = meetings;
        this.moderation = moderation;
    }

    @Schema(name = "NewRoomRules")
    record Rules(
            @Schema(description = "Whether only the chair and the secretary write", nullable = true) @Nullable Boolean readOnly,

            @Schema(
                    description = "How long each person waits between two messages, 5 to 3600; null for no wait",
                    nullable = true)
            @Nullable Integer slowSeconds) {}

    @Schema(name = "NewMute")
    record Mute(
            @Schema(description = "At most seven days away", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Instant until,

            @Schema(description = "Told to the one who is muted", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason) {}

    /** Who is muted now. */
    record Mutes(List<Muted> items) {}

    @GetMapping("/moderation")
    @Operation(
            summary = "Read the rules of a room",
            description = "\"mute\" says whether you are muted yourself. The event room.moderated tells of changes.")
    @ApiResponse(responseCode = "200", description = "The rules")
    @ApiResponse(responseCode = "404", description = "No such room is open to you", content = @Content)
    RoomRules rules(@PathVariable RoomId roomId, Viewer viewer) {
        return moderation.of(meetings.requireIn(roomId, viewer), viewer);
    }

    @PutMapping("/moderation")
    @Operation(
            summary = "Set the rules of a room",
            description =
                    "By the chair, who writes whatever they are; the secretary also writes in a room that is read "
                            + "only. A post is then refused (403), or told to wait (429 with Retry-After).")
    @ApiResponse(responseCode = "200", description = "The rules")
    @ApiResponse(responseCode = "403", description = "You do not run this room", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room is open to you", content = @Content)
    @ApiResponse(responseCode = "422", description = "The wait is too short or too long", content = @Content)
    RoomRules set(@PathVariable RoomId roomId, @RequestBody Rules rules, Viewer viewer) {
        return moderation.set(viewer, roomId, Boolean.TRUE.equals(rules.readOnly()), rules.slowSeconds());
    }

    @GetMapping("/mutes")
    @Operation(summary = "List who is muted now", description = "For the chair.")
    @ApiResponse(responseCode = "200", description = "Who is muted")
    @ApiResponse(responseCode = "403", description = "You do not run this room", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room is open to you", content = @Content)
    Mutes muted(@PathVariable RoomId roomId, Viewer viewer) {
        return new Mutes(moderation.muted(meetings.requireIn(roomId, viewer), viewer));
    }

    @PutMapping("/mutes/{person}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Mute somebody for a while", description = "By the chair; nobody who is an officer.")
    @ApiResponse(responseCode = "204", description = "Muted until then")
    @ApiResponse(responseCode = "403", description = "You do not run this room", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room is open to you", content = @Content)
    @ApiResponse(
            responseCode = "422",
            description = "No such end, no reason, or somebody not to be muted",
            content = @Content)
    void mute(@PathVariable RoomId roomId, @PathVariable PersonId person, @RequestBody Mute mute, Viewer viewer) {
        if (mute.until() == null) {
            throw Refusal.invalid("until", "Say until when.");
        }
        moderation.mute(viewer, roomId, person, mute.until(), Objects.requireNonNullElse(mute.reason(), ""));
    }

    @DeleteMapping("/mutes/{person}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Let somebody write again before their time is over")
    @ApiResponse(responseCode = "204", description = "Not muted")
    @ApiResponse(responseCode = "403", description = "You do not run this room", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such room is open to you", content = @Content)
    void unmute(@PathVariable RoomId roomId, @PathVariable PersonId person, Viewer viewer) {
        moderation.unmute(viewer, roomId, person);
    }
}
