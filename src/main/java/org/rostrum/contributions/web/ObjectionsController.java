package org.rostrum.contributions.web;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ObjectionId;
import org.rostrum.contributions.Objections;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Organisations object on the contribution's page, and withdraw that; the chair finds an objection sustained. */
@Controller
@RequestMapping("/contributions/{id}/objections")
class ObjectionsController {

    private final Objections objections;

    ObjectionsController(Objections objections) {
        this.objections = objections;
    }

    @PostMapping
    String raise(
            @PathVariable ContributionId id,
            @RequestParam(defaultValue = "-1") int revision,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            RedirectAttributes next) {
        return back(id, next, Map.of("objectionReason", reason), () -> {
            objections.raise(id, revision, reason, viewer);
            next.addFlashAttribute(
                    "said", "Your organisation's objection is on record. It can withdraw it at any time.");
        });
    }

    @PostMapping("/withdrawal")
    String withdraw(
            @PathVariable ContributionId id,
            @RequestParam(required = false) @Nullable ObjectionId objection,
            Viewer viewer,
            RedirectAttributes next) {
        return back(id, next, Map.of(), () -> {
            objections.withdraw(id, named(objection), viewer);
            next.addFlashAttribute("said", "The objection is withdrawn.");
        });
    }

    @PostMapping("/finding")
    String sustain(
            @PathVariable ContributionId id,
            @RequestParam(required = false) @Nullable ObjectionId objection,
            Viewer viewer,
            RedirectAttributes next) {
        return back(id, next, Map.of(), () -> {
            objections.sustain(id, named(objection), viewer);
            next.addFlashAttribute("said", "The objection is found sustained.");
            next.addFlashAttribute("undo", "/contributions/" + id + "/objections/finding/undo?objection=" + objection);
        });
    }

    @PostMapping("/finding/undo")
    String unsettle(
            @PathVariable ContributionId id,
            @RequestParam(required = false) @Nullable ObjectionId objection,
            Viewer viewer,
            RedirectAttributes next) {
        return back(id, next, Map.of(), () -> {
            objections.unsettle(id, named(objection), viewer);
            next.addFlashAttribute("said", "Taken back: the objection is not settled.");
        });
    }

    static ObjectionId named(@Nullable ObjectionId objection) {
        if (objection == null) {
            throw Refusal.invalid("objection", "Say which objection.");
        }
        return objection;
    }

    private static String back(ContributionId id, RedirectAttributes next, Map<String, String> typed, Runnable work) {
        try {
            work.run();
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("refused", refusal.getMessage());
            Map<String, String> wrong = new HashMap<>();
            refusal.fields().forEach((field, message) -> wrong.put("objection-" + field, message));
            next.addFlashAttribute("wrong", wrong);
            next.addFlashAttribute("typed", new HashMap<>(typed));
        }
        return "redirect:/contributions/" + id;
    }
}
