package org.rostrum.attendance.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.attendance.AttendanceRecord;
import org.rostrum.attendance.Attendances;
import org.rostrum.attendance.Attendee;
import org.rostrum.attendance.Rule;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.organizations.PersonId;
import org.rostrum.timetables.SessionId;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/meetings/{meeting}/attendance")
@Tag(name = "Attendance")
class AttendanceApi {

    private final Meetings meetings;
    private final Attendances attendances;
    private final AttendanceRecord record;

    AttendanceApi(Meetings meetings, Attendances attendances, AttendanceRecord record) {
        this.meetings = meetings;
        this.attendances = attendances;
        this.record = record;
    }

    record AttendeeItem(
            UUID personId,
            String name,

            @Schema(nullable = true, description = "Null for those who represent no member") @Nullable String organization,

            ParticipationMode mode,

            @Schema(description = "By what it is known; the door counts for the sessions of one's own groups only")
            Rule rule,

            Instant arrivedAt,

            @Schema(nullable = true, description = "Null while they are there") @Nullable Instant leftAt) {

        static AttendeeItem of(Attendee one) {
            return new AttendeeItem(
                    one.person().value(),
                    one.name(),
                    one.organization(),
                    one.mode(),
                    one.rule(),
                    one.arrivedAt(),
                    one.leftAt());
        }
    }

    record AbsentItem(
            UUID personId,
            String name,
            @Schema(nullable = true) @Nullable String organization) {}

    record AttendanceList(
            List<AttendeeItem> attendees,

            @Schema(description = "Who said that they take part and were not there; of the meeting, not of a session")
            List<AbsentItem> absent) {}

    @GetMapping
    @Operation(
            summary = "Who was at a meeting, or at one of its sessions",
            description = "For the chair, the secretary and the staff.")
    AttendanceList list(
            @PathVariable MeetingId meeting,
            @RequestParam(required = false) @Nullable SessionId session,
            Viewer viewer) {
        MeetingView view = meetings.require(meeting, viewer);
        Attendances.OfMeeting found = attendances.ofMeeting(view, session);
        return new AttendanceList(
                (session == null ? found.attendees() : found.inSession())
                        .stream().map(AttendeeItem::of).toList(),
                session != null
                        ? List.of()
                        : found.absent().stream()
                                .map(one -> new AbsentItem(one.person().value(), one.name(), one.organization()))
                                .toList());
    }

    /** @param sessionId null for the meeting itself */
    record NewAttendance(
            @NotNull(message = "Say who was there.") UUID personId,

            @Schema(nullable = true) @Nullable UUID sessionId,

            @NotNull(message = "Say how: IN_PERSON or REMOTE.") ParticipationMode mode,

            @NotNull(message = "Say since when.") Instant arrivedAt,

            @Schema(nullable = true) @Nullable Instant leftAt) {}

    record Recorded(UUID id) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Write down that somebody was there",
            description = "For the chair, the secretary and the staff. A time that overlaps what is on record for the"
                    + " same person at the same place is a conflict (409).")
    Recorded add(@PathVariable MeetingId meeting, @RequestBody @Valid NewAttendance attendance, Viewer viewer) {
        MeetingView view = meetings.require(meeting, viewer);
        return new Recorded(record.record(
                        view,
                        attendance.sessionId() == null ? null : new SessionId(attendance.sessionId()),
                        new PersonId(attendance.personId()),
                        attendance.mode(),
                        attendance.arrivedAt(),
                        attendance.leftAt(),
                        viewer)
                .value());
    }
}
