package org.rostrum.contributions.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.SpecificationId;
import org.rostrum.contributions.SpecificationRow;
import org.rostrum.contributions.Specifications;
import org.rostrum.contributions.Specifications.Changes;
import org.rostrum.contributions.Specifications.Document;
import org.rostrum.contributions.Specifications.Filter;
import org.rostrum.contributions.Specifications.Found;
import org.rostrum.contributions.Specifications.FoundChanges;
import org.rostrum.shared.NotFound;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The registry, open to the public; the change requests against a specification are not. */
@Controller
class SpecificationsController {

    private static final int LONGEST_SEARCH = 200;

    private final Specifications specifications;

    SpecificationsController(Specifications specifications) {
        this.specifications = specifications;
    }

    @GetMapping("/specifications")
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String enabler,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        Filter filter = filter(q, enabler, type, status);
        int shown = Math.max(1, page);
        Found found = specifications.find(filter, shown);
        model.addAttribute("filter", filter);
        model.addAttribute("found", found);
        model.addAttribute("page", shown);
        model.addAttribute("total", specifications.count());
        model.addAttribute("enablers", specifications.enablers());
        model.addAttribute("types", specifications.types());
        model.addAttribute("statuses", specifications.statuses());
        return "specifications/list";
    }

    /** An enabler's documents with their versions, and how many changes wait for each. */
    @GetMapping("/specifications/enablers/{enabler}")
    String enabler(@PathVariable String enabler, Viewer viewer, Model model) {
        List<Document> documents = specifications.documents(clean(enabler));
        if (documents.isEmpty()) {
            throw new NotFound("enabler");
        }
        List<SpecificationId> all = documents.stream()
                .flatMap(document -> document.versions().stream())
                .map(SpecificationRow::id)
                .toList();
        model.addAttribute("enabler", clean(enabler));
        model.addAttribute(
                "name",
                documents.stream()
                        .flatMap(document -> document.versions().stream())
                        .filter(row -> row.enabler().equals(clean(enabler)))
                        .map(SpecificationRow::enablerName)
                        .findFirst()
                        .orElse(clean(enabler)));
        model.addAttribute("documents", documents);
        model.addAttribute("changes", viewer.admitted() ? specifications.changes(all, viewer) : Map.of());
        return "specifications/enabler";
    }

    @GetMapping("/specifications/{id}")
    String page(
            @PathVariable SpecificationId id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "1") int page,
            Viewer viewer,
            Model model) {
        model.addAttribute("specification", specifications.require(id));
        model.addAttribute("alsoListed", specifications.alsoListed(id));
        model.addAttribute("versions", specifications.versions(id));
        ContributionState chosen = state(state);
        int shown = Math.max(1, page);
        model.addAttribute("state", chosen);
        model.addAttribute("page", shown);
        model.addAttribute(
                "changes",
                viewer.admitted()
                        ? specifications.changes(List.of(id), viewer).getOrDefault(id, Changes.NONE)
                        : Changes.NONE);
        model.addAttribute(
                "found",
                viewer.admitted()
                        ? specifications.contributionsAgainst(id, chosen, shown, viewer)
                        : new FoundChanges(List.of(), 0));
        return "specifications/page";
    }

    /** What an address names; null for all, and for what is no state. */
    static @Nullable ContributionState state(@Nullable String named) {
        return named == null
                ? null
                : Arrays.stream(ContributionState.values())
                        .filter(state -> state.name().equalsIgnoreCase(named))
                        .findFirst()
                        .orElse(null);
    }

    static Filter filter(String q, @Nullable String enabler, @Nullable String type, @Nullable String status) {
        String text = clean(q);
        return new Filter(
                text.substring(0, Math.min(LONGEST_SEARCH, text.length())),
                chosen(enabler),
                chosen(type),
                chosen(status));
    }

    private static @Nullable String chosen(@Nullable String value) {
        return value == null || value.isBlank() ? null : clean(value);
    }

    /** PostgreSQL takes no zero characters in a text. */
    private static String clean(String typed) {
        return typed.strip().replace("\u0000", "");
    }
}
