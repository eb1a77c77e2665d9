package org.rostrum.contributions.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.ObjectionId;
import org.rostrum.contributions.ObjectionView;
import org.rostrum.contributions.Objections;
import org.rostrum.shared.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Every change answers with all objections to the contribution. */
@RestController
@RequestMapping("/api/v1/contributions/{id}/objections")
@Tag(name = "Contributions")
class ObjectionsApi {

    private final Objections objections;
    private final Contributions contributions;

    ObjectionsApi(Objections objections, Contributions contributions) {
        this.objections = objections;
        this.contributions = contributions;
    }

    /** @param revision the one objected to, which is the latest; 0 is the first */
    record ObjectionJson(
            @Nullable Integer revision, @Nullable String reason) {}

    record WhichJson(@Nullable ObjectionId objection) {}

    @Operation(summary = "Who objects to a contribution and why, the latest first, those withdrawn too")
    @GetMapping
    List<ObjectionView> all(@PathVariable ContributionId id, Viewer viewer) {
        return objections.of(contributions.require(id, viewer));
    }

    @Operation(summary = "Object to the latest revision, for one's organisation")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    List<ObjectionView> raise(@PathVariable ContributionId id, @RequestBody ObjectionJson objection, Viewer viewer) {
        if (objection.revision() == null) {
            throw Refusal.invalid("revision", "Say to which revision your organisation objects; 0 is the first.");
        }
        objections.raise(id, objection.revision(), objection.reason() == null ? "" : objection.reason(), viewer);
        return all(id, viewer);
    }

    @Operation(summary = "Withdraw one's organisation's objection")
    @PostMapping("/withdrawal")
    List<ObjectionView> withdraw(@PathVariable ContributionId id, @RequestBody WhichJson which, Viewer viewer) {
        objections.withdraw(id, ObjectionsController.named(which.objection()), viewer);
        return all(id, viewer);
    }

    @Operation(summary = "Find an objection sustained, as the chair")
    @PostMapping("/finding")
    List<ObjectionView> sustain(@PathVariable ContributionId id, @RequestBody WhichJson which, Viewer viewer) {
        objections.sustain(id, ObjectionsController.named(which.objection()), viewer);
        return all(id, viewer);
    }

    @Operation(summary = "Take a finding of the last ten minutes back")
    @PostMapping("/finding/undo")
    List<ObjectionView> unsettle(@PathVariable ContributionId id, @RequestBody WhichJson which, Viewer viewer) {
        objections.unsettle(id, ObjectionsController.named(which.objection()), viewer);
        return all(id, viewer);
    }
}
