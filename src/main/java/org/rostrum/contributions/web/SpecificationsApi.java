package org.rostrum.contributions.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.SpecificationId;
import org.rostrum.contributions.SpecificationRow;
import org.rostrum.contributions.Specifications;
import org.rostrum.contributions.Specifications.Changes;
import org.rostrum.contributions.Specifications.Filter;
import org.rostrum.contributions.Specifications.Found;
import org.rostrum.contributions.Specifications.FoundChanges;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/specifications")
@Tag(name = "Specifications")
class SpecificationsApi {

    private final Specifications specifications;

    SpecificationsApi(Specifications specifications) {
        this.specifications = specifications;
    }

    /** A page of the registry. */
    record RegistryJson(List<SpecificationRow> items, int total, int page, int pages) {}

    /**
     * A document at a version.
     *
     * @param versions of the same document, the latest first, this one included
     */
    record SpecificationJson(
            SpecificationRow specification, List<String> alsoListed, List<SpecificationRow> versions) {}

    /**
     * A page of contributions against a specification.
     *
     * @param states how many there are in each state
     * @param waiting how many were agreed and are in no version yet
     */
    record ChangesJson(
            List<ContributionJson> items,
            int total,
            int page,
            int pages,
            Map<ContributionState, Integer> states,
            int waiting) {}

    @Operation(summary = "Look in the registry of specifications; 50 to a page")
    @GetMapping
    RegistryJson list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String enabler,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(defaultValue = "1") int page) {
        Filter filter = SpecificationsController.filter(q, enabler, type, status);
        int shown = Math.max(1, page);
        Found found = specifications.find(filter, shown);
        return new RegistryJson(found.rows(), found.total(), shown, found.pages());
    }

    @Operation(summary = "A specification and the versions of its document")
    @GetMapping("/{id}")
    SpecificationJson specification(@PathVariable SpecificationId id) {
        return new SpecificationJson(
                specifications.require(id), specifications.alsoListed(id), specifications.versions(id));
    }

    @Operation(summary = "The contributions against a specification, newest first; 50 to a page")
    @GetMapping("/{id}/contributions")
    ChangesJson contributions(
            @PathVariable SpecificationId id,
            @RequestParam(required = false) @Nullable ContributionState state,
            @RequestParam(defaultValue = "1") int page,
            Viewer viewer) {
        specifications.require(id);
        int shown = Math.max(1, page);
        Changes changes = specifications.changes(List.of(id), viewer).getOrDefault(id, Changes.NONE);
        FoundChanges found = specifications.contributionsAgainst(id, state, shown, viewer);
        return new ChangesJson(
                found.rows().stream().map(ContributionJson::of).toList(),
                found.total(),
                shown,
                found.pages(),
                changes.byState(),
                changes.waiting());
    }
}
