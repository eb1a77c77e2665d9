package org.rostrum.contributions.web;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.Comparison;
import org.rostrum.contributions.Comparisons;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.RevisionView;
import org.rostrum.shared.NotFound;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What changed in the text from one revision of a contribution to another. */
@Controller
@RequestMapping("/contributions/{id}")
class ChangesController {

    private final Contributions contributions;
    private final Comparisons comparisons;

    ChangesController(Contributions contributions, Comparisons comparisons) {
        this.contributions = contributions;
        this.comparisons = comparisons;
    }

    /** Two that somebody chose; by default the latest and the one before it. */
    @GetMapping("/changes")
    String chosen(
            @PathVariable ContributionId id,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to,
            Viewer viewer,
            Model model) {
        ContributionView contribution = contributions.require(id, viewer);
        int latest = Math.max(0, contribution.revisions().size() - 1);
        return shown(
                contribution,
                Objects.requireNonNullElse(from, Math.max(0, latest - 1)),
                Objects.requireNonNullElse(to, latest),
                0,
                false,
                model);
    }

    /**
     * @param from the first paragraph to show
     * @param all whether to fold nothing
     */
    @GetMapping("/revisions/{number}/changes/{second}")
    String changes(
            @PathVariable ContributionId id,
            @PathVariable int number,
            @PathVariable int second,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(defaultValue = "false") boolean all,
            Viewer viewer,
            Model model) {
        return shown(contributions.require(id, viewer), number, second, from, all, model);
    }

    private String shown(ContributionView contribution, int number, int second, int from, boolean all, Model model) {
        RevisionView before = revision(contribution, number);
        RevisionView after = revision(contribution, second);
        Comparison comparison = comparisons.between(before.document(), name(before), after.document(), name(after));
        model.addAttribute("contribution", contribution);
        model.addAttribute("meeting", contribution.meeting());
        model.addAttribute("before", before);
        model.addAttribute("after", after);
        model.addAttribute("beforeName", name(before));
        model.addAttribute("afterName", name(after));
        model.addAttribute("comparison", comparison);
        model.addAttribute("from", from);
        model.addAttribute("all", all);
        String address = "/contributions/" + contribution.id() + "/revisions/" + number + "/changes/" + second;
        model.addAttribute("address", address);
        model.addAttribute("text", ChangesMarkup.of(address, comparison.paragraphs(), from, all));
        return "contributions/changes";
    }

    static RevisionView revision(ContributionView contribution, int number) {
        return contribution.revisions().stream()
                .filter(revision -> revision.number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFound("revision"));
    }

    static String name(RevisionView revision) {
        return Objects.requireNonNullElse(revision.label(), "the original");
    }
}
