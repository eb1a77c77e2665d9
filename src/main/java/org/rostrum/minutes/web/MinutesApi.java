package org.rostrum.minutes.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.Contributions;
import org.rostrum.meetings.MeetingId;
import org.rostrum.minutes.Approval;
import org.rostrum.minutes.MinutesApprovals;
import org.rostrum.shared.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/contributions/{id}/approvals")
@Tag(name = "Minutes")
class MinutesApi {

    private final MinutesApprovals approvals;
    private final Contributions contributions;

    MinutesApi(MinutesApprovals approvals, Contributions contributions) {
        this.approvals = approvals;
        this.contributions = contributions;
    }

    /** @param meeting the one that approves, which has begun */
    record ApprovalRequest(
            @Nullable Integer revision, @Nullable UUID meeting) {}

    @Operation(summary = "Which revisions of minutes were approved, the latest first")
    @GetMapping
    List<Approval> approvals(@PathVariable ContributionId id, Viewer viewer) {
        return approvals.of(contributions.require(id, viewer));
    }

    @Operation(summary = "Declare that a meeting approved the latest revision of minutes")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    List<Approval> approve(@PathVariable ContributionId id, @RequestBody ApprovalRequest request, Viewer viewer) {
        if (request.revision() == null || request.meeting() == null) {
            throw request.revision() == null
                    ? Refusal.invalid("revision", "Say which revision is approved; 0 is the first file.")
                    : Refusal.invalid("meeting", "Say at which meeting.");
        }
        approvals.approve(id, request.revision(), new MeetingId(request.meeting()), viewer);
        return approvals(id, viewer);
    }

    @Operation(summary = "Take back a slip of the last ten minutes")
    @PostMapping("/undo")
    List<Approval> undo(@PathVariable ContributionId id, Viewer viewer) {
        approvals.undo(id, viewer);
        return approvals(id, viewer);
    }
}
