package org.rostrum.contributions.web;

import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ActId;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Dispositions;
import org.rostrum.contributions.Dispositions.Done;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.Refusal;
import org.rostrum.web.OwnPath;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Opens, decides, withdraws and reopens from a contribution's page or from a list, and goes back there: with what was
 * done and the way to take it back, or with what is wrong and all that was typed.
 */
@Controller
class DispositionController {

    private final Dispositions dispositions;
    private final Contributions contributions;
    private final Meetings meetings;

    DispositionController(Dispositions dispositions, Contributions contributions, Meetings meetings) {
        this.dispositions = dispositions;
        this.contributions = contributions;
        this.meetings = meetings;
    }

    @PostMapping("/meetings/{id}/contributions/openings")
    String open(
            @PathVariable MeetingId id, @ModelAttribute DispositionForm form, Viewer viewer, RedirectAttributes next) {
        meetings.require(id, viewer);
        return done(
                form, listOf(id), next, () -> dispositions.open(id, form.contributions(), key(form.intent()), viewer));
    }

    @PostMapping("/meetings/{id}/contributions/decisions")
    String decide(
            @PathVariable MeetingId id, @ModelAttribute DispositionForm form, Viewer viewer, RedirectAttributes next) {
        MeetingView meeting = meetings.require(id, viewer);
        return done(
                form,
                listOf(id),
                next,
                () -> dispositions.decide(
                        id,
                        form.seenContributions(),
                        form.decision(meeting, contributions),
                        key(form.intent()),
                        viewer));
    }

    @PostMapping("/meetings/{id}/contributions/withdrawals")
    String withdraw(
            @PathVariable MeetingId id, @ModelAttribute DispositionForm form, Viewer viewer, RedirectAttributes next) {
        meetings.require(id, viewer);
        return done(
                form,
                listOf(id),
                next,
                () -> dispositions.withdraw(id, form.contributions(), form.reason(), key(form.intent()), viewer));
    }

    @PostMapping("/contributions/{id}/withdrawal")
    String withdrawOne(
            @PathVariable ContributionId id,
            @ModelAttribute DispositionForm form,
            Viewer viewer,
            RedirectAttributes next) {
        MeetingId meeting = contributions.require(id, viewer).row().meeting();
        return done(
                form,
                "/contributions/" + id,
                next,
                () -> dispositions.withdraw(meeting, List.of(id), form.reason(), key(form.intent()), viewer));
    }

    @PostMapping("/contributions/{id}/reopening")
    String reopen(
            @PathVariable ContributionId id,
            @ModelAttribute DispositionForm form,
            Viewer viewer,
            RedirectAttributes next) {
        return done(
                form,
                "/contributions/" + id,
                next,
                () -> dispositions.reopen(id, form.reason() == null ? "" : form.reason(), key(form.intent()), viewer));
    }

    /** @param from where the notice that offered it stood */
    @PostMapping("/acts/{act}/undo")
    String undo(
            @PathVariable ActId act,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            Done undone = dispositions.undo(act, viewer);
            next.addFlashAttribute("said", undone.said());
            return "redirect:" + (from.isEmpty() ? listOf(undone.meeting()) : OwnPath.of(from));
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("refused", refusal.getMessage());
            return "redirect:" + OwnPath.of(from);
        }
    }

    private static String done(DispositionForm form, String otherwise, RedirectAttributes next, Supplier<Done> act) {
        try {
            Done done = act.get();
            next.addFlashAttribute("said", done.said() + ".");
            next.addFlashAttribute("undo", "/acts/" + done.act() + "/undo");
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("refused", refusal.getMessage());
            next.addFlashAttribute("wrong", new HashMap<>(refusal.fields()));
            next.addFlashAttribute("typed", form.typed());
        }
        String back = form.back();
        return "redirect:" + (back == null || !back.startsWith("/") ? otherwise : OwnPath.of(back));
    }

    private static String listOf(MeetingId meeting) {
        return "/meetings/" + meeting + "/contributions";
    }

    private static @Nullable String key(@Nullable String typed) {
        return typed == null || typed.isBlank() ? null : typed;
    }
}
