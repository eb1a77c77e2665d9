package org.rostrum.contributions.web;

import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.LatePasses;
import org.rostrum.shared.Refusal;
import org.rostrum.web.OwnPath;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The chair's decisions about late passes, made on the contribution's page or in the cockpit. */
@Controller
@RequestMapping("/contributions/{id}/late-pass")
class LatePassController {

    private final LatePasses passes;

    LatePassController(LatePasses passes) {
        this.passes = passes;
    }

    @PostMapping("/grant")
    String grant(
            @PathVariable ContributionId id,
            @RequestParam(required = false) @Nullable String answer,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            RedirectAttributes next) {
        return decided(
                id,
                from,
                next,
                "The late pass is given, and the author is told.",
                () -> passes.grant(id, answer, viewer));
    }

    @PostMapping("/refusal")
    String decline(
            @PathVariable ContributionId id,
            @RequestParam(required = false) @Nullable String answer,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            RedirectAttributes next) {
        return decided(
                id, from, next, "Declined, and the author is told why.", () -> passes.decline(id, answer, viewer));
    }

    @PostMapping("/undo")
    String undo(
            @PathVariable ContributionId id,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            RedirectAttributes next) {
        String back = decided(id, from, next, "The request waits again.", () -> passes.undo(id, viewer));
        next.getFlashAttributes().remove("undo");
        return back;
    }

    private static String decided(
            ContributionId id, String from, RedirectAttributes next, String said, Runnable decision) {
        try {
            decision.run();
            next.addFlashAttribute("said", said);
            next.addFlashAttribute("undo", "/contributions/" + id + "/late-pass/undo");
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return "redirect:" + (from.isEmpty() ? "/contributions/" + id : OwnPath.of(from));
    }
}
