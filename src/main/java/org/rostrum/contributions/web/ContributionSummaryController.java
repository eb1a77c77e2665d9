package org.rostrum.contributions.web;

import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Stories;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A contribution in short, for the row of a list that opens. */
@Controller
class ContributionSummaryController {

    private final Contributions contributions;
    private final Stories stories;

    ContributionSummaryController(Contributions contributions, Stories stories) {
        this.contributions = contributions;
        this.stories = stories;
    }

    @GetMapping("/contributions/{id}/summary")
    String summary(@PathVariable ContributionId id, Viewer viewer, Model model) {
        ContributionView contribution = contributions.require(id, viewer);
        model.addAttribute("contribution", contribution);
        model.addAttribute("story", stories.of(contribution, viewer));
        return "contributions/summary";
    }
}
