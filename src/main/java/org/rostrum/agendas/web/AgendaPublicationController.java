package org.rostrum.agendas.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaPublications;
import org.rostrum.agendas.AgendaTimes;
import org.rostrum.agendas.PublishedAgenda;
import org.rostrum.agendas.StaleDraft;
import org.rostrum.agendas.Timing;
import org.rostrum.contributions.Contributions;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.Refusal;
import org.rostrum.web.ReaderZone;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The chair looks at what members will read and what changes for them, and publishes that. */
@Controller
class AgendaPublicationController {

    private final Meetings meetings;
    private final AgendaPublications publications;
    private final Contributions contributions;
    private final AgendaTimes timings;
    private final AgendaSheet sheet;

    AgendaPublicationController(
            Meetings meetings,
            AgendaPublications publications,
            Contributions contributions,
            AgendaTimes timings,
            AgendaSheet sheet) {
        this.meetings = meetings;
        this.publications = publications;
        this.contributions = contributions;
        this.timings = timings;
        this.sheet = sheet;
    }

    @GetMapping("/meetings/{id}/agenda/publications/new")
    String review(
            @PathVariable MeetingId id,
            @RequestAttribute(name = ReaderZone.ATTRIBUTE, required = false) @Nullable ZoneId readerZone,
            Viewer viewer,
            Model model) {
        return look(id, viewer, "", UUID.randomUUID().toString(), readerZone, model);
    }

    @PostMapping("/meetings/{id}/agenda/publications")
    String publish(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "-1") int revision,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String intent,
            @RequestAttribute(name = ReaderZone.ATTRIBUTE, required = false) @Nullable ZoneId readerZone,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        try {
            PublishedAgenda agenda = publications.publish(id, viewer, revision, note, intent);
            next.addFlashAttribute("told", "Version " + agenda.version() + " is published. Members read it now.");
            return "redirect:/meetings/" + id + "/agenda";
        } catch (StaleDraft e) {
            model.addAttribute(
                    "refusal",
                    "Nothing was published: the draft was changed since you looked at it. Below is the newer one.");
            response.setStatus(e.reason().status());
        } catch (Refusal e) {
            if (e.reason() != Refusal.Reason.INVALID && e.reason() != Refusal.Reason.CONFLICT) {
                throw e;
            }
            model.addAttribute(e.fields().containsKey("note") ? "noteProblem" : "refusal", e.getMessage());
            response.setStatus(e.reason().status());
        }
        return look(id, viewer, note, intent, readerZone, model);
    }

    private String look(
            MeetingId id, Viewer viewer, String note, String intent, @Nullable ZoneId readerZone, Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        AgendaPublications.Review review = publications.review(meeting, viewer);
        Timing timing = timings.planned(meeting, review.draft().rows());
        model.addAttribute("meeting", meeting);
        model.addAttribute("draft", review.draft());
        model.addAttribute("review", review);
        model.addAttribute("overflow", timing.overflow());
        model.addAttribute(
                "sheet",
                sheet.html(
                        review.read(),
                        false,
                        contributions.underItems(meeting),
                        timing.items(),
                        meeting,
                        viewer,
                        readerZone));
        model.addAttribute("changes", DifferenceMarkup.words(review.difference(), DifferenceMarkup.Beside.NOTHING));
        model.addAttribute("note", note);
        model.addAttribute("intent", intent);
        return "agenda/publish";
    }
}
