package org.rostrum.contributions.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Submissions;
import org.rostrum.contributions.web.ContributionsApi.ReservationJson;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/meetings/{id}/reservations")
@Tag(name = "Contributions")
class ReservationsApi {

    private final Contributions contributions;
    private final Submissions submissions;
    private final Meetings meetings;

    ReservationsApi(Contributions contributions, Submissions submissions, Meetings meetings) {
        this.contributions = contributions;
        this.submissions = submissions;
        this.meetings = meetings;
    }

    /** @param contributions up to ten */
    record SeveralJson(@Nullable List<ReservationJson> contributions) {}

    /** @param contributions by number */
    record ReservedJson(UUID id, List<ContributionJson> contributions) {}

    @Operation(summary = "Reserve up to ten consecutive numbers at once: all or none")
    @PostMapping
    ResponseEntity<ReservedJson> reserve(
            @PathVariable MeetingId id,
            @RequestBody SeveralJson several,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Viewer viewer) {
        // Whoever may not see the meeting learns that first, whatever they sent.
        MeetingView meeting = meetings.require(id, viewer);
        List<ReservationJson> sent = several.contributions() == null ? List.of() : several.contributions();
        UUID reservation = submissions.reserveTogether(
                id, SeveralAsked.read(sent.stream().map(ReservationJson::asked).toList()), key, viewer);
        return ResponseEntity.created(URI.create("/api/v1/meetings/" + id + "/reservations/" + reservation))
                .body(json(meeting, reservation));
    }

    @Operation(summary = "The contributions whose numbers were reserved at once")
    @GetMapping("/{reservation}")
    ReservedJson reserved(@PathVariable MeetingId id, @PathVariable UUID reservation, Viewer viewer) {
        return json(meetings.require(id, viewer), reservation);
    }

    private ReservedJson json(MeetingView meeting, UUID reservation) {
        return new ReservedJson(
                reservation,
                contributions.reservedTogether(meeting, reservation).stream()
                        .map(ContributionJson::of)
                        .toList());
    }
}
