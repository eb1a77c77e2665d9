package org.rostrum.discussions.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.CatchingUp;
import org.rostrum.discussions.Missed;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.RoomId;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What was missed, for programs. */
@RestController
@Tag(name = "Rooms")
class SummaryApi {

    private final Meetings meetings;
    private final CatchingUp catchingUp;
    private final JsonMapper json;

    SummaryApi(Meetings meetings, CatchingUp catchingUp, JsonMapper json) {
        this.meetings = meetings;
        this.catchingUp = catchingUp;
        this.json = json;
    }

    @Schema(name = "RoomSummary", description = "What happened in a room after a number of its log.")
    record Answer(
            long after,

            @Schema(description = "When that was", nullable = true) @Nullable Instant since,

            @Schema(description = "The highest number that this covers")
            long last,

            @Schema(description = "Of others, in all threads")
            int messages,

            @Schema(description = "Dispositions, actions and approved minutes, in order")
            List<Line> decided,

            @Schema(description = "Where the room went on its agenda, in order")
            List<Line> agenda,

            @Schema(description = "What else happened beside the talk, in order")
            List<Line> other,

            @Schema(description = "Whether more happened than the lists hold, earlier than what they hold")
            boolean more,

            @Schema(description = "Where others talked, the one with the most first")
            List<Missed.Talk> threads) {}

    @Schema(name = "RoomSummaryLine")
    record Line(long seq, Instant at, String words, String href) {

        static List<Line> of(List<LogLine> lines) {
            return lines.stream()
                    .map(line -> new Line(line.seq(), line.at(), line.words(), line.href()))
                    .toList();
        }
    }

    @GetMapping("/api/v1/rooms/{roomId}/summary")
    @Operation(
            summary = "Summarise what was missed",
            description = "The decisions, and who said how much in which thread; what oneself said is not counted.")
    @ApiResponse(responseCode = "200", description = "The summary")
    @ApiResponse(responseCode = "404", description = "No such room is open to you", content = @Content)
    @ApiResponse(responseCode = "422", description = "\"after\" is negative", content = @Content)
    Answer summary(
            @PathVariable RoomId roomId,
            @Parameter(description = "The last number that is known; left out, how far you have read")
                    @RequestParam(required = false)
                    @Nullable Long after,
            Viewer viewer) {
        MeetingView meeting = meetings.requireIn(roomId, viewer);
        Missed missed = catchingUp.missed(meeting, viewer.requirePerson(), after);
        Summary summary = Summary.of(missed, "/meetings/" + meeting.id(), json);
        return new Answer(
                missed.after(),
                missed.since(),
                missed.last(),
                missed.messages(),
                Line.of(summary.decided()),
                Line.of(summary.agenda()),
                Line.of(summary.other()),
                missed.more(),
                missed.threads());
    }
}
