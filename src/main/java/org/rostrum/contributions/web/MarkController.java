package org.rostrum.contributions.web;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.MarkTone;
import org.rostrum.contributions.Marks;
import org.rostrum.contributions.Marks.Marked;
import org.rostrum.meetings.MeetingId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.web.OwnPath;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Officers' marks, given to many at a time from a meeting's list. */
@Controller
@RequestMapping("/meetings/{id}/contributions/marks")
class MarkController {

    private final Marks marks;

    MarkController(Marks marks) {
        this.marks = marks;
    }

    /** @param off whether theirs are taken off */
    @PostMapping
    String mark(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "") List<UUID> contribution,
            @RequestParam(defaultValue = "") String word,
            @RequestParam(defaultValue = "neutral") String tone,
            @RequestParam(defaultValue = "false") boolean off,
            @RequestParam(defaultValue = "") String back,
            Viewer viewer,
            RedirectAttributes next) {
        List<ContributionId> which =
                contribution.stream().map(ContributionId::new).toList();
        return answered(next, back, id, () -> {
            Marked marked = off
                    ? marks.unmark(id, which, viewer)
                    : marks.mark(id, which, word, MarkTone.byCode(tone).orElse(MarkTone.NEUTRAL), viewer);
            next.addFlashAttribute("undo", "/meetings/" + id + "/contributions/marks/" + marked.change() + "/undo");
            return marked.said();
        });
    }

    @PostMapping("/{change}/undo")
    String undo(
            @PathVariable MeetingId id,
            @PathVariable UUID change,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            RedirectAttributes next) {
        return answered(next, from, id, () -> marks.undo(id, change, viewer));
    }

    private static String answered(RedirectAttributes next, String back, MeetingId id, Supplier<String> act) {
        try {
            next.addFlashAttribute("said", act.get());
        } catch (NotFound e) {
            next.addFlashAttribute(
                    "refused", "Not all of them are contributions to this meeting. Nothing was changed.");
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return "redirect:"
                + (back.startsWith("/") ? OwnPath.of(back).toString() : "/meetings/" + id + "/contributions");
    }
}
