package org.rostrum.contributions.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.SpecificationId;
import org.rostrum.contributions.Specifications;
import org.rostrum.contributions.Specifications.Filter;
import org.rostrum.contributions.Specifications.Found;
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
        Filter filter = new Filter(
                clean(q).substring(0, Math.min(LONGEST_SEARCH, clean(q).length())),
                chosen(enabler),
                chosen(type),
                chosen(status));
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

    @GetMapping("/specifications/{id}")
    String page(@PathVariable SpecificationId id, Viewer viewer, Model model) {
        model.addAttribute("specification", specifications.require(id));
        model.addAttribute("alsoListed", specifications.alsoListed(id));
        model.addAttribute(
                "contributions", viewer.admitted() ? specifications.contributionsAgainst(id, viewer) : List.of());
        return "specifications/page";
    }

    private static @Nullable String chosen(@Nullable String value) {
        return value == null || value.isBlank() ? null : clean(value);
    }

    /** PostgreSQL takes no zero characters in a text. */
    private static String clean(String typed) {
        return typed.strip().replace("\u0000", "");
    }
}
