package org.rostrum.agendas.web;

import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaComparison;
import org.rostrum.agendas.AgendaDrafts;
import org.rostrum.agendas.AgendaRestorations;
import org.rostrum.agendas.AgendaRestorations.Restored;
import org.rostrum.agendas.AgendaWatches;
import org.rostrum.agendas.Agendas;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What changed between versions. Of each two there is one address, the earlier first; the agenda's own address is that of
 * whatever is in force.
 */
@Controller
@RequestMapping("/meetings/{id}/agenda")
class AgendaVersionsController {

    private final Meetings meetings;
    private final Agendas agendas;
    private final AgendaDrafts drafts;
    private final AgendaRestorations restorations;
    private final AgendaWatches watches;

    AgendaVersionsController(
            Meetings meetings,
            Agendas agendas,
            AgendaDrafts drafts,
            AgendaRestorations restorations,
            AgendaWatches watches) {
        this.meetings = meetings;
        this.agendas = agendas;
        this.drafts = drafts;
        this.restorations = restorations;
        this.watches = watches;
    }

    @GetMapping("/versions/latest")
    String latest(@PathVariable MeetingId id) {
        return "redirect:/meetings/" + id + "/agenda";
    }

    /** Where the form that chooses two versions leads; without a choice, to what the latest one changed. */
    @GetMapping("/changes")
    String choose(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(defaultValue = "latest") String to,
            Viewer viewer) {
        int latest = meetings.require(id, viewer).agendaVersion();
        if (latest == 0) {
            return "redirect:/meetings/" + id + "/agenda";
        }
        int one = from == 0 ? Math.max(latest - 1, 1) : from;
        if (to.equals("draft")) {
            return changes(id, one, to);
        }
        int other = to.matches("[0-9]{1,9}") ? Integer.parseInt(to) : latest;
        return changes(id, Math.min(one, other), String.valueOf(Math.max(one, other)));
    }

    @GetMapping("/versions/{version}/changes/latest")
    String since(@PathVariable MeetingId id, @PathVariable int version, Viewer viewer) {
        return choose(id, version, "latest", viewer);
    }

    @GetMapping("/versions/{version}/changes/draft")
    String draft(@PathVariable MeetingId id, @PathVariable int version, Viewer viewer, Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        long seq = agendas.seq(meeting);
        return show(meeting, seq, agendas.compare(meeting, version, drafts.of(meeting, viewer), viewer), viewer, model);
    }

    @GetMapping("/versions/{version}/changes/{other}")
    String changes(
            @PathVariable MeetingId id,
            @PathVariable int version,
            @PathVariable int other,
            Viewer viewer,
            Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        if (other < version) {
            return changes(id, other, String.valueOf(version));
        }
        long seq = agendas.seq(meeting);
        return show(meeting, seq, agendas.compare(meeting, version, other, viewer), viewer, model);
    }

    private static String changes(MeetingId id, int from, String to) {
        return "redirect:/meetings/" + id + "/agenda/versions/" + from + "/changes/" + to;
    }

    private static String show(MeetingView meeting, long seq, AgendaComparison comparison, Viewer viewer, Model model) {
        model.addAttribute("meeting", meeting);
        model.addAttribute("seq", seq);
        model.addAttribute("comparison", comparison);
        model.addAttribute("changes", DifferenceMarkup.words(comparison.difference(), DifferenceMarkup.Beside.BOTH));
        model.addAttribute("text", DifferenceMarkup.text(comparison.difference()));
        model.addAttribute("publishes", viewer.may(Act.PUBLISH_AGENDA, meeting.permissions()));
        model.addAttribute("edits", viewer.may(Act.EDIT_AGENDA, meeting.permissions()));
        return "agenda/changes";
    }

    @PostMapping("/watch")
    String watch(@PathVariable MeetingId id, Viewer viewer, RedirectAttributes next) {
        watches.watch(id, viewer);
        next.addFlashAttribute("told", "You are told of every new version of this agenda.");
        return "redirect:/meetings/" + id + "/agenda";
    }

    @PostMapping("/watch/removal")
    String unwatch(@PathVariable MeetingId id, Viewer viewer, RedirectAttributes next) {
        watches.unwatch(id, viewer);
        next.addFlashAttribute(
                "told", "You are not told of new versions of this agenda any more. “Watch” undoes this.");
        return "redirect:/meetings/" + id + "/agenda";
    }

    /** Leads to what publishing the draft would change now, where it can be undone. */
    @PostMapping("/versions/{version}/restoration")
    String restore(@PathVariable MeetingId id, @PathVariable int version, Viewer viewer, RedirectAttributes next) {
        Restored restored = restorations.restore(id, version, viewer);
        next.addFlashAttribute("before", restored.before());
        next.addFlashAttribute("after", restored.after());
        next.addFlashAttribute(
                "told", "The draft says what version " + version + " said. Members see it once it is published.");
        return changes(id, meetings.require(id, viewer).agendaVersion(), "draft");
    }

    @PostMapping("/restorations/undo")
    String undo(
            @PathVariable MeetingId id,
            @RequestParam int before,
            @RequestParam int after,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            restorations.undo(id, new Restored(before, after), viewer);
            next.addFlashAttribute("told", "The draft says again what it said before.");
        } catch (Refusal e) {
            if (e.reason() != Refusal.Reason.CONFLICT) {
                throw e;
            }
            next.addFlashAttribute("refusal", e.getMessage());
        }
        int latest = meetings.require(id, viewer).agendaVersion();
        return latest == 0 ? "redirect:/meetings/" + id + "/agenda/draft" : changes(id, latest, "draft");
    }
}
