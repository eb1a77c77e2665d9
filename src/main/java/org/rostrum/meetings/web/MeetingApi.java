package org.rostrum.meetings.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.Page;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.When;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/meetings")
@Tag(name = "Meetings")
class MeetingApi {

    private static final int MOST = 100;

    private final Meetings meetings;

    MeetingApi(Meetings meetings) {
        this.meetings = meetings;
    }

    record GroupItem(@Schema(example = "DMSO") String code, String name) {}

    record MeetingItem(
            UUID id,
            String name,
            GroupItem group,

            @Schema(description = "The meeting's own zone, an IANA name", example = "Europe/Warsaw")
            String timeZone,

            Instant startsAt,
            Instant endsAt,

            @Schema(description = "Contributions that come later are marked late, or refused: the group decides")
            Instant contributionDeadline,

            @Schema(description = "The room whose events and messages are the meeting's")
            UUID roomId) {

        static MeetingItem of(MeetingView meeting) {
            return new MeetingItem(
                    meeting.id().value(),
                    meeting.name(),
                    new GroupItem(meeting.group().code(), meeting.group().name()),
                    meeting.timeZone().getId(),
                    meeting.startsAt(),
                    meeting.endsAt(),
                    meeting.contributionDeadline(),
                    meeting.room().value());
        }
    }

    @GetMapping
    @Operation(
            summary = "Meetings you may read",
            description =
                    "Those now and upcoming in the order in which they begin, past ones and all together beginning"
                            + " with the latest. Cancelled meetings are left out.")
    Page<MeetingItem> list(
            @Parameter(description = "Without it, all", schema = @Schema(allowableValues = {"now", "upcoming", "past"}))
                    @RequestParam(required = false)
                    @Nullable String when,
            @Parameter(description = "The \"next\" of the page before, asked for with the same \"when\"")
                    @RequestParam(required = false)
                    @Nullable String cursor,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "50"))
                    @RequestParam(defaultValue = "50")
                    int limit,
            Viewer viewer) {
        if (limit < 1 || limit > MOST) {
            throw Refusal.invalid("limit", "\"limit\" must be from 1 to " + MOST + ".");
        }
        Page<MeetingView> page = meetings.list(viewer, When.asked(when), cursor, limit);
        List<MeetingItem> items = page.items().stream().map(MeetingItem::of).toList();
        return new Page<>(items, page.next());
    }
}
