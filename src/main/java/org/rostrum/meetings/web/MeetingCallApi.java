package org.rostrum.meetings.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.LatePolicy;
import org.rostrum.meetings.MeetingCalls;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingText;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Calling meetings for programs: the same as the pages. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Meetings")
class MeetingCallApi {

    private final Meetings meetings;
    private final MeetingCalls calls;

    MeetingCallApi(Meetings meetings, MeetingCalls calls) {
        this.meetings = meetings;
        this.calls = calls;
    }

    record MeetingResource(
            UUID id,
            String name,
            String group,

            @Schema(description = "The event it is held in; null for a meeting on its own") @Nullable UUID event,

            @Nullable String venue,
            @Schema(example = "Europe/Warsaw") String timeZone,
            Instant startsAt,
            Instant endsAt,
            Instant contributionDeadline,
            @Nullable LocalDate agendaExpectedOn,
            LatePolicy latePolicy,
            boolean cancelled,
            @Nullable String cancelledReason,

            @Schema(description = "To be said by whoever changes it")
            int version,

            UUID roomId) {}

    record CallRequest(
            @Nullable String name,

            @Schema(description = "The id of the event it is held in; none for a meeting on its own") @Nullable String event,

            @Nullable String venue,

            @Schema(description = "An IANA name; none for the event's", example = "Europe/Warsaw") @Nullable String timeZone,

            @Schema(description = "On the clocks of that zone", example = "2027-01-31T09:00") @Nullable String startsAt,

            @Schema(
                    description = "Which is meant, where that time exists twice",
                    allowableValues = {"FIRST", "SECOND"})
            @Nullable String startsFold,

            @Schema(example = "2027-01-31T17:00") @Nullable String endsAt,
            @Nullable String endsFold,

            @Schema(description = "None for seven days before the first day, at 18:00", example = "2027-01-24T18:00")
            @Nullable String deadline,

            @Nullable String deadlineFold,
            @Schema(example = "2027-01-17") @Nullable String agendaExpectedOn,

            @Schema(
                    description = "None for what the group usually does, in a new meeting",
                    allowableValues = {"ACCEPT", "PASS", "REFUSE"})
            @Nullable String latePolicy,

            @Schema(description = "The version that this replaces; not for a new meeting") @Nullable Integer version) {

        MeetingText text() {
            return new MeetingText(
                    name,
                    event,
                    venue,
                    timeZone,
                    startsAt,
                    startsFold,
                    endsAt,
                    endsFold,
                    deadline,
                    deadlineFold,
                    agendaExpectedOn,
                    latePolicy);
        }

        int replaced() {
            if (version == null) {
                throw Refusal.invalid("version", "Say the version of the meeting that this replaces.");
            }
            return version;
        }
    }

    record CancellationRequest(@Nullable String reason) {}

    @GetMapping("/meetings/{id}")
    @Operation(summary = "A meeting, cancelled ones too")
    MeetingResource meeting(@PathVariable MeetingId id, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        MeetingCalls.Kept kept = calls.kept(meeting);
        return new MeetingResource(
                id.value(),
                meeting.name(),
                meeting.group().code(),
                meeting.event(),
                meeting.venue(),
                meeting.timeZone().getId(),
                meeting.startsAt(),
                meeting.endsAt(),
                meeting.contributionDeadline(),
                meeting.agendaExpectedOn(),
                meeting.latePolicy(),
                meeting.cancelled(),
                kept.reason(),
                kept.version(),
                meeting.room().value());
    }

    @PostMapping("/groups/{code}/meetings")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Call a meeting of a group")
    MeetingResource call(@PathVariable String code, @RequestBody CallRequest request, Viewer viewer) {
        return meeting(calls.call(code, request.text(), viewer), viewer);
    }

    @PutMapping("/meetings/{id}")
    @Operation(
            summary = "Move or change a meeting",
            description = "All of it is replaced. Whom it concerns is told where time, place or deadline change.")
    MeetingResource edit(@PathVariable MeetingId id, @RequestBody CallRequest request, Viewer viewer) {
        calls.edit(id, request.text(), request.replaced(), viewer);
        return meeting(id, viewer);
    }

    @PostMapping("/meetings/{id}/cancellation")
    @Operation(summary = "Cancel a meeting")
    MeetingResource cancel(@PathVariable MeetingId id, @RequestBody CancellationRequest request, Viewer viewer) {
        calls.cancel(id, request.reason(), viewer);
        return meeting(id, viewer);
    }

    @PostMapping("/meetings/{id}/reinstatement")
    @Operation(summary = "Hold a cancelled meeting after all")
    MeetingResource reinstate(@PathVariable MeetingId id, Viewer viewer) {
        calls.reinstate(id, viewer);
        return meeting(id, viewer);
    }
}
