package org.rostrum.contributions.web;

import org.rostrum.access.Viewer;
import org.rostrum.contributions.ChangesTakenUp;
import org.rostrum.contributions.ContributionId;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Saying which version of its specification has an agreed change. */
@Controller
class TakingUpController {

    private final ChangesTakenUp changes;

    TakingUpController(ChangesTakenUp changes) {
        this.changes = changes;
    }

    /** @param version none where the change is in no version, after all */
    @PostMapping("/contributions/{id}/version")
    String record(
            @PathVariable ContributionId id,
            @RequestParam(defaultValue = "") String version,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            changes.record(id, Asked.specification(version), viewer);
            next.addFlashAttribute(
                    "said", version.isBlank() ? "The change is in no version yet." : "The change is in that version.");
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return "redirect:/contributions/" + id + "#particulars";
    }
}
