package org.rostrum.meetings.web;

import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.GroupLatePolicies;
import org.rostrum.meetings.LatePolicy;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** On the group's page: what it does with what comes late. */
@Controller
class LatePolicyController {

    private final GroupLatePolicies policies;

    LatePolicyController(GroupLatePolicies policies) {
        this.policies = policies;
    }

    @PostMapping("/groups/{group}/late-policy")
    String set(
            @PathVariable String group,
            @RequestParam(required = false) @Nullable String latePolicy,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            LatePolicy before = policies.set(group, latePolicy, viewer);
            next.addFlashAttribute("said", "Saved, for meetings that are called from now on.");
            if (!before.name().equals(latePolicy)) {
                next.addFlashAttribute("undo", "/groups/" + group + "/late-policy?latePolicy=" + before);
            }
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return "redirect:/groups/" + group;
    }
}
