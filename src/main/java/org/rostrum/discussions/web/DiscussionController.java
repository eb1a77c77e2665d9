package org.rostrum.discussions.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.discussions.OfflineDiscussions;
import org.rostrum.discussions.ThreadId;
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

/** Opening side discussions, closing and reopening them, by forms. */
@Controller
@RequestMapping("/meetings/{id}/room/discussions")
class DiscussionController {

    private final Meetings meetings;
    private final OfflineDiscussions offline;

    DiscussionController(Meetings meetings, OfflineDiscussions offline) {
        this.meetings = meetings;
        this.offline = offline;
    }

    @GetMapping("/new")
    String form(
            @PathVariable MeetingId id,
            @RequestParam(required = false) @Nullable ContributionId about,
            Viewer viewer,
            Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.DISCUSS, meeting.permissions());
        return form(meeting, about, "", UUID.randomUUID().toString(), model);
    }

    private String form(MeetingView meeting, @Nullable ContributionId about, String title, String intent, Model model) {
        model.addAttribute("meeting", meeting);
        model.addAttribute(
                "about", about == null ? null : offline.about(meeting, about).orElse(null));
        model.addAttribute("typed", title);
        model.addAttribute("longest", OfflineDiscussions.LONGEST_TITLE);
        model.addAttribute("intent", intent);
        return "room/discussion";
    }

    @PostMapping
    String open(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(required = false) @Nullable ContributionId about,
            @RequestParam String intent,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        MeetingView meeting = meetings.require(id, viewer);
        try {
            return room(id, offline.open(viewer, meeting.room(), title, about, intent));
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            response.setStatus(refusal.reason().status());
            model.addAttribute("refusal", refusal.getMessage());
            return form(meeting, about, title, UUID.randomUUID().toString(), model);
        }
    }

    @PostMapping("/{thread}/closing")
    String close(@PathVariable MeetingId id, @PathVariable ThreadId thread, Viewer viewer) {
        offline.close(viewer, meetings.require(id, viewer).room(), thread);
        return room(id, thread);
    }

    @PostMapping("/{thread}/reopening")
    String reopen(@PathVariable MeetingId id, @PathVariable ThreadId thread, Viewer viewer) {
        offline.reopen(viewer, meetings.require(id, viewer).room(), thread);
        return room(id, thread);
    }

    private static String room(MeetingId meeting, ThreadId thread) {
        return "redirect:/meetings/" + meeting + "/room?thread=" + thread;
    }
}
