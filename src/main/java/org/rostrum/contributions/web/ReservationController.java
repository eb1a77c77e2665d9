package org.rostrum.contributions.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Submissions;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Reserving a number. Whatever is wrong, the form comes back with everything that was typed. */
@Controller
class ReservationController {

    private static final String FORM = "reservation";

    private final Contributions contributions;
    private final Submissions submissions;
    private final SpecificationChoice specifications;
    private final Meetings meetings;

    ReservationController(
            Contributions contributions,
            Submissions submissions,
            SpecificationChoice specifications,
            Meetings meetings) {
        this.contributions = contributions;
        this.submissions = submissions;
        this.specifications = specifications;
        this.meetings = meetings;
    }

    @GetMapping("/meetings/{id}/contributions/new")
    ModelAndView form(
            @PathVariable MeetingId id,
            @RequestParam(required = false) @Nullable String agendaItem,
            @RequestParam(required = false) @Nullable String specification,
            Viewer viewer,
            Model model) {
        MeetingView meeting = requireContributor(id, viewer);
        return shown(meeting, ReservationForm.empty(viewer.organizationName(), agendaItem, specification), model, 200);
    }

    @PostMapping("/meetings/{id}/contributions")
    ModelAndView reserve(
            @PathVariable MeetingId id,
            @ModelAttribute(FORM) ReservationForm form,
            BindingResult problems,
            @RequestParam(required = false) @Nullable String look,
            Viewer viewer,
            Model model) {
        MeetingView meeting = requireContributor(id, viewer);
        if (look != null) {
            return shown(meeting, form, model, 200);
        }
        if (SpecificationChoice.missing(form.specification(), form.find())) {
            problems.rejectValue("specification", "", "Choose one of the documents found, or clear the search.");
            return shown(meeting, form, model, 422);
        }
        try {
            return new ModelAndView("redirect:/contributions/"
                    + submissions
                            .reserve(id, form.asked().read(), form.intent(), viewer)
                            .id());
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            show(refusal, problems);
            if (refusal.fields().containsKey("intent")) {
                // What was sent under the old key has been done; sent again, this is another reservation.
                model.addAttribute("intent", NewId.next());
            }
            return shown(meeting, form, model, refusal.reason().status());
        }
    }

    private MeetingView requireContributor(MeetingId id, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.CONTRIBUTE, meeting.permissions());
        return meeting;
    }

    private static void show(Refusal refusal, BindingResult problems) {
        if (refusal.fields().isEmpty() || refusal.fields().containsKey("intent")) {
            problems.reject("", String.valueOf(refusal.getMessage()));
        }
        refusal.fields().forEach((field, message) -> {
            if (!field.equals("intent")) {
                problems.rejectValue(Fields.ofForm(field), "", message);
            }
        });
    }

    private ModelAndView shown(MeetingView meeting, ReservationForm form, Model model, int status) {
        model.addAttribute(FORM, form);
        if (!model.containsAttribute("intent")) {
            model.addAttribute("intent", form.intent());
        }
        model.addAttribute("meeting", meeting);
        model.addAttribute("deadline", submissions.deadline(meeting));
        model.addAttribute("agenda", agenda(meeting));
        model.addAttribute("specifications", specifications.of(form.specification(), form.find()));
        ModelAndView page = new ModelAndView("contributions/reserve", model.asMap());
        page.setStatus(HttpStatusCode.valueOf(status));
        return page;
    }

    private Map<String, String> agenda(MeetingView meeting) {
        Map<String, String> items = new LinkedHashMap<>();
        items.put("", "Leave it to the chair");
        contributions
                .agendaOf(meeting)
                .forEach(place -> items.put(place.item().toString(), place.number() + " " + place.title()));
        return items;
    }
}
