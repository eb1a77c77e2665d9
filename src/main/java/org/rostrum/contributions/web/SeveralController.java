package org.rostrum.contributions.web;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
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
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Several numbers in one go. Whatever is wrong, the form comes back with everything that was typed. */
@Controller
@RequestMapping("/meetings/{id}/contributions/several")
class SeveralController {

    private final Contributions contributions;
    private final Submissions submissions;
    private final Meetings meetings;

    SeveralController(Contributions contributions, Submissions submissions, Meetings meetings) {
        this.contributions = contributions;
        this.submissions = submissions;
        this.meetings = meetings;
    }

    @GetMapping
    ModelAndView form(@PathVariable MeetingId id, Viewer viewer, Model model) {
        var empty = new LinkedMultiValueMap<String, String>();
        empty.add("source", Objects.requireNonNullElse(viewer.organizationName(), ""));
        empty.add("intent", NewId.next().toString());
        return shown(requireContributor(id, viewer), SeveralForm.of(empty), Map.of(), model, 200);
    }

    @PostMapping
    ModelAndView reserve(
            @PathVariable MeetingId id, @RequestParam MultiValueMap<String, String> sent, Viewer viewer, Model model) {
        MeetingView meeting = requireContributor(id, viewer);
        SeveralForm form = SeveralForm.of(sent);
        try {
            UUID reservation = submissions.reserveTogether(id, SeveralAsked.read(form.asked()), form.intent(), viewer);
            return new ModelAndView("redirect:/meetings/" + id + "/contributions/several/" + reservation);
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            model.addAttribute("problem", refusal.getMessage());
            if (refusal.fields().containsKey("intent")) {
                // What was sent under the old key has been done; sent again, this is another reservation.
                model.addAttribute("intent", NewId.next());
                return shown(meeting, form, Map.of(), model, refusal.reason().status());
            }
            return shown(
                    meeting,
                    form,
                    form.own(refusal.fields()),
                    model,
                    refusal.reason().status());
        }
    }

    @GetMapping("/{reservation}")
    String reserved(@PathVariable MeetingId id, @PathVariable UUID reservation, Viewer viewer, Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        model.addAttribute("meeting", meeting);
        model.addAttribute("rows", contributions.reservedTogether(meeting, reservation));
        model.addAttribute("deadline", submissions.deadline(meeting));
        return "contributions/several-reserved";
    }

    private MeetingView requireContributor(MeetingId id, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.CONTRIBUTE, meeting.permissions());
        return meeting;
    }

    private ModelAndView shown(
            MeetingView meeting, SeveralForm form, Map<String, String> problems, Model model, int status) {
        model.addAttribute("meeting", meeting);
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("most", Submissions.MOST_AT_ONCE);
        if (!model.containsAttribute("intent")) {
            model.addAttribute("intent", form.intent());
        }
        model.addAttribute("deadline", submissions.deadline(meeting));
        ModelAndView page = new ModelAndView("contributions/several", model.asMap());
        page.setStatus(HttpStatusCode.valueOf(status));
        return page;
    }
}
