package org.rostrum.timetables.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.UUID;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.shared.Refusal;
import org.rostrum.timetables.Conflicts;
import org.rostrum.timetables.TimetablePublications;
import org.rostrum.timetables.TimetableReview;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Staff look at what changes, for whom, and what is still in conflict, and publish that. */
@Controller
@RequestMapping("/staff/events/{event}/timetable/publications")
class TimetablePublicationController {

    private final TimetablePublications publications;
    private final Conflicts conflicts;
    private final Clock clock;

    TimetablePublicationController(TimetablePublications publications, Conflicts conflicts, Clock clock) {
        this.publications = publications;
        this.conflicts = conflicts;
        this.clock = clock;
    }

    @GetMapping("/new")
    String review(@PathVariable("event") EventId id, Viewer viewer, Model model) {
        return look(id, viewer, "", UUID.randomUUID().toString(), model);
    }

    @PostMapping
    String publish(
            @PathVariable("event") EventId id,
            @RequestParam(defaultValue = "-1") int revision,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String intent,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        try {
            int version = publications.publish(id, revision, note, intent, viewer);
            next.addFlashAttribute("said", "Version " + version + " is published.");
            return "redirect:/events/" + id + "/timetable/versions/" + version;
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            model.addAttribute(refusal.fields().containsKey("note") ? "noteProblem" : "refusal", refusal.getMessage());
            response.setStatus(refusal.reason().status());
            return look(id, viewer, note, intent, model);
        }
    }

    private String look(EventId id, Viewer viewer, String note, String intent, Model model) {
        TimetableReview review = publications.review(id, viewer);
        model.addAttribute("event", review.draft().event());
        model.addAttribute("now", clock.instant());
        model.addAttribute("review", review);
        model.addAttribute("conflicts", conflicts.in(review.draft()));
        model.addAttribute("note", note);
        model.addAttribute("intent", intent);
        return "timetable/publish";
    }
}
