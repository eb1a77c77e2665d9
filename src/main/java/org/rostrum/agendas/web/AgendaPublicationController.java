package org.rostrum.agendas.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaDifference;
import org.rostrum.agendas.AgendaDrafts;
import org.rostrum.agendas.AgendaPublications;
import org.rostrum.agendas.Agendas;
import org.rostrum.agendas.Draft;
import org.rostrum.agendas.PublishedAgenda;
import org.rostrum.agendas.StaleDraft;
import org.rostrum.contributions.Contributions;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The chair looks at what members will read and what changes for them, and publishes that. */
@Controller
class AgendaPublicationController {

    private final Meetings meetings;
    private final Agendas agendas;
    private final AgendaDrafts drafts;
    private final AgendaPublications publications;
    private final Contributions contributions;
    private final AgendaSheet sheet;

    AgendaPublicationController(
            Meetings meetings,
            Agendas agendas,
            AgendaDrafts drafts,
            AgendaPublications publications,
            Contributions contributions,
            AgendaSheet sheet) {
        this.meetings = meetings;
        this.agendas = agendas;
        this.drafts = drafts;
        this.publications = publications;
        this.contributions = contributions;
        this.sheet = sheet;
    }

    @GetMapping("/meetings/{id}/agenda/publications/new")
    String review(@PathVariable MeetingId id, Viewer viewer, Model model) {
        return look(id, viewer, "", UUID.randomUUID().toString(), model);
    }

    @PostMapping("/meetings/{id}/agenda/publications")
    String publish(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "-1") int revision,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String intent,
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
            if (e.reason() != Refusal.Reason.INVALID) {
                throw e;
            }
            model.addAttribute(e.fields().containsKey("note") ? "noteProblem" : "refusal", e.getMessage());
            response.setStatus(e.reason().status());
        }
        return look(id, viewer, note, intent, model);
    }

    private String look(MeetingId id, Viewer viewer, String note, String intent, Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        AgendaPublications.requirePublisher(meeting, viewer);
        Draft draft = drafts.of(meeting, viewer);
        model.addAttribute("meeting", meeting);
        model.addAttribute("draft", draft);
        model.addAttribute(
                "sheet", sheet.html(draft.items(), contributions.underItems(meeting), Map.of(), meeting, viewer, null));
        model.addAttribute(
                "changes",
                agendas.latest(meeting, viewer)
                        .map(last -> DifferenceMarkup.words(
                                AgendaDifference.between(last.items(), draft.items()), DifferenceMarkup.Beside.LATER))
                        .orElse(""));
        model.addAttribute("note", note);
        model.addAttribute("intent", intent);
        return "agenda/publish";
    }
}
