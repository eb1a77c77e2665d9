package org.rostrum.discussions.web;

import org.rostrum.access.Viewer;
import org.rostrum.discussions.Reaction;
import org.rostrum.discussions.Reactions;
import org.rostrum.discussions.Reactions.Reacted;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Reacting without a script: each reaction on the room's page is a button of one form. */
@Controller
@RequestMapping("/meetings/{id}/room/messages/{message}/reactions")
class ReactionsController {

    private final Meetings meetings;
    private final Reactions reactions;

    ReactionsController(Meetings meetings, Reactions reactions) {
        this.meetings = meetings;
        this.reactions = reactions;
    }

    /** The page is the same for every reader, so the button does not know whether it was pressed before. */
    @PostMapping
    String react(@PathVariable MeetingId id, @PathVariable long message, @RequestParam String reaction, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        Reacted reacted = reactions.toggle(viewer, meeting.room(), message, Reaction.of(reaction));
        return "redirect:/meetings/" + id + "/room?thread=" + reacted.thread() + "#m" + message;
    }
}
