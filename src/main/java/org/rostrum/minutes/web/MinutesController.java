package org.rostrum.minutes.web;

import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.meetings.MeetingId;
import org.rostrum.minutes.MinutesApprovals;
import org.rostrum.shared.Refusal;
import org.rostrum.web.OwnPath;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The chair approves minutes, on their page or in the cockpit. */
@Controller
@RequestMapping("/contributions/{id}/approvals")
class MinutesController {

    private final MinutesApprovals approvals;

    MinutesController(MinutesApprovals approvals) {
        this.approvals = approvals;
    }

    @PostMapping
    String approve(
            @PathVariable ContributionId id,
            @RequestParam int revision,
            @RequestParam MeetingId meeting,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            RedirectAttributes next) {
        return back(id, from, next, () -> {
            approvals.approve(id, revision, meeting, viewer);
            next.addFlashAttribute("said", "The minutes are approved.");
            next.addFlashAttribute("undo", "/contributions/" + id + "/approvals/undo");
        });
    }

    @PostMapping("/undo")
    String undo(
            @PathVariable ContributionId id,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            RedirectAttributes next) {
        return back(id, from, next, () -> {
            approvals.undo(id, viewer);
            next.addFlashAttribute("said", "Taken back: the minutes wait to be approved.");
        });
    }

    private static String back(ContributionId id, String from, RedirectAttributes next, Runnable work) {
        try {
            work.run();
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return "redirect:" + (from.isEmpty() ? "/contributions/" + id : OwnPath.of(from));
    }
}
