package org.rostrum.cockpit.web;

import java.util.UUID;
import java.util.function.Supplier;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.Allocated;
import org.rostrum.agendas.Allocations;
import org.rostrum.cockpit.Cockpit;
import org.rostrum.cockpit.Overview;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.FileReminders;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.Refusal;
import org.rostrum.web.OwnPath;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What waits for an officer, and the clicks that settle it and lead back to where they were made. */
@Controller
class CockpitController {

    private final Cockpit cockpit;
    private final Meetings meetings;
    private final Contributions contributions;
    private final FileReminders reminders;
    private final Allocations allocations;

    CockpitController(
            Cockpit cockpit,
            Meetings meetings,
            Contributions contributions,
            FileReminders reminders,
            Allocations allocations) {
        this.cockpit = cockpit;
        this.meetings = meetings;
        this.contributions = contributions;
        this.reminders = reminders;
        this.allocations = allocations;
    }

    @GetMapping("/cockpit")
    String everywhere(Viewer viewer, Model model) {
        model.addAttribute("cockpit", cockpit.of(viewer));
        return "cockpit/cockpit";
    }

    @GetMapping("/meetings/{id}/cockpit")
    String meeting(@PathVariable MeetingId id, Viewer viewer, Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        model.addAttribute("meeting", meeting);
        model.addAttribute("seq", contributions.seq(meeting));
        Overview overview = cockpit.of(meeting, viewer);
        model.addAttribute("cockpit", overview);
        return "cockpit/meeting";
    }

    @PostMapping("/meetings/{id}/cockpit/looks")
    String look(@PathVariable MeetingId id, Viewer viewer) {
        cockpit.looked(id, viewer);
        return "redirect:/meetings/" + id + "/contributions?late=true";
    }

    @PostMapping("/meetings/{id}/cockpit/reminders")
    String remind(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            RedirectAttributes next) {
        return back(from, next, () -> {
            int authors = reminders.remind(id, viewer);
            return authors == 1 ? "One author was reminded." : authors + " authors were reminded.";
        });
    }

    @PostMapping("/meetings/{id}/cockpit/proposals")
    String accept(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            RedirectAttributes next) {
        return back(from, next, () -> {
            Allocated done = allocations.acceptAll(id, viewer, null);
            if (done.change() != null) {
                next.addFlashAttribute("undo", "/meetings/" + id + "/cockpit/proposals/undo?change=" + done.change());
            }
            return done.said() + ".";
        });
    }

    @PostMapping("/meetings/{id}/cockpit/proposals/undo")
    String undoAccepting(
            @PathVariable MeetingId id,
            @RequestParam UUID change,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            RedirectAttributes next) {
        return back(from, next, () -> allocations.undo(id, viewer, change).said() + ".");
    }

    private static String back(String from, RedirectAttributes next, Supplier<String> work) {
        try {
            next.addFlashAttribute("said", work.get());
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return "redirect:" + OwnPath.of(from);
    }
}
