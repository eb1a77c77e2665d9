package org.rostrum.discussions.web;

import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.CatchingUp;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** What somebody missed, as a page; the room's script shows the same over the room. */
@Controller
class SummaryController {

    private final Meetings meetings;
    private final CatchingUp catchingUp;
    private final JsonMapper json;

    SummaryController(Meetings meetings, CatchingUp catchingUp, JsonMapper json) {
        this.meetings = meetings;
        this.catchingUp = catchingUp;
        this.json = json;
    }

    @GetMapping("/meetings/{id}/room/summary")
    String summary(
            @PathVariable MeetingId id,
            @RequestParam(required = false) @Nullable Long after,
            Viewer viewer,
            Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        model.addAttribute("meeting", meeting);
        model.addAttribute(
                "summary",
                Summary.of(catchingUp.missed(meeting, viewer.requirePerson(), after), "/meetings/" + id, json));
        return "room/summary";
    }
}
