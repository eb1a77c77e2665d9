package org.rostrum.contributions.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.LatePassView;
import org.rostrum.contributions.LatePasses;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/contributions/{id}/late-pass")
@Tag(name = "Contributions")
class LatePassApi {

    private final LatePasses passes;
    private final Contributions contributions;

    LatePassApi(LatePasses passes, Contributions contributions) {
        this.passes = passes;
        this.contributions = contributions;
    }

    record Request(@Nullable String reason) {}

    record Decision(@Nullable String answer) {}

    @Operation(summary = "What was asked for it, the latest first; empty for whom it does not concern")
    @GetMapping
    List<LatePassView> passes(@PathVariable ContributionId id, Viewer viewer) {
        return passes.of(contributions.require(id, viewer), viewer);
    }

    @Operation(summary = "Ask that a reserved number's file may come after the deadline")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    LatePassView request(@PathVariable ContributionId id, @RequestBody Request request, Viewer viewer) {
        passes.request(id, request.reason() == null ? "" : request.reason(), viewer);
        return latest(id, viewer);
    }

    @Operation(summary = "Take a request back that is not decided yet")
    @PostMapping("/withdrawal")
    LatePassView withdraw(@PathVariable ContributionId id, Viewer viewer) {
        passes.withdraw(id, viewer);
        return latest(id, viewer);
    }

    @Operation(summary = "Give the late pass: the file may come, once")
    @PostMapping("/grant")
    LatePassView grant(
            @PathVariable ContributionId id,
            @RequestBody(required = false) @Nullable Decision decision,
            Viewer viewer) {
        passes.grant(id, decision == null ? null : decision.answer(), viewer);
        return latest(id, viewer);
    }

    @Operation(summary = "Decline the request, with a reason")
    @PostMapping("/refusal")
    LatePassView decline(
            @PathVariable ContributionId id,
            @RequestBody(required = false) @Nullable Decision decision,
            Viewer viewer) {
        passes.decline(id, decision == null ? null : decision.answer(), viewer);
        return latest(id, viewer);
    }

    @Operation(summary = "Take a decision back while nothing has come of it")
    @PostMapping("/undo")
    LatePassView undo(@PathVariable ContributionId id, Viewer viewer) {
        passes.undo(id, viewer);
        return latest(id, viewer);
    }

    private LatePassView latest(ContributionId id, Viewer viewer) {
        return passes.of(contributions.require(id, viewer), viewer).getFirst();
    }
}
