package org.rostrum.meetings.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.stream.Stream;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingDetails;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.meetings.Participations;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A meeting at a glance, who takes part in it, and taking part. */
@Controller
@RequestMapping("/meetings/{id}")
class MeetingController {

    private final Meetings meetings;
    private final MeetingDetails details;
    private final Participations participations;

    MeetingController(Meetings meetings, MeetingDetails details, Participations participations) {
        this.meetings = meetings;
        this.details = details;
        this.participations = participations;
    }

    @GetMapping
    String overview(@PathVariable MeetingId id, Viewer viewer, Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        model.addAttribute("meeting", meeting);
        model.addAttribute("summary", details.summary(meeting, viewer));
        return "meeting/overview";
    }

    @GetMapping("/people")
    String people(@PathVariable MeetingId id, Viewer viewer, Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        model.addAttribute("meeting", meeting);
        model.addAttribute("people", details.people(meeting));
        return "meeting/people";
    }

    @PostMapping("/participation")
    String takePart(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "") String mode,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        try {
            participations.takePart(id, mode(mode), viewer);
        } catch (Refusal refusal) {
            return overviewAgain(id, refusal, viewer, model, response);
        }
        return "redirect:/meetings/" + id;
    }

    @PostMapping("/participation/withdrawal")
    String withdraw(@PathVariable MeetingId id, Viewer viewer, Model model, HttpServletResponse response) {
        try {
            participations.withdraw(id, viewer);
        } catch (Refusal refusal) {
            return overviewAgain(id, refusal, viewer, model, response);
        }
        return "redirect:/meetings/" + id;
    }

    private String overviewAgain(
            MeetingId id, Refusal refusal, Viewer viewer, Model model, HttpServletResponse response) {
        response.setStatus(refusal.reason().status());
        model.addAttribute("problem", refusal.getMessage());
        return overview(id, viewer, model);
    }

    private static ParticipationMode mode(String asked) {
        return Stream.of(ParticipationMode.values())
                .filter(mode -> mode.name().equals(asked.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("mode", "Say whether you come in person or take part remotely."));
    }
}
