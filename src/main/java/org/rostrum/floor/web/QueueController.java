package org.rostrum.floor.web;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.floor.EntryId;
import org.rostrum.floor.EntryKind;
import org.rostrum.floor.SpeakerQueue;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The speaker queue without a script: each act leads back to the room, where a refusal is said beside the queue. */
@Controller
@RequestMapping("/meetings/{id}/room/queue")
class QueueController {

    private final Meetings meetings;
    private final SpeakerQueue queue;

    QueueController(Meetings meetings, SpeakerQueue queue) {
        this.meetings = meetings;
        this.queue = queue;
    }

    @PostMapping
    String join(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "NEW_TOPIC") EntryKind kind,
            @RequestParam(defaultValue = "") String topic,
            Viewer viewer,
            RedirectAttributes next) {
        next.addFlashAttribute("queueKind", kind);
        next.addFlashAttribute("queueTopic", topic);
        return done(id, viewer, Act.DISCUSS, next, room -> {
            queue.join(viewer, room, kind, topic, null);
            next.getFlashAttributes().remove("queueKind");
            next.getFlashAttributes().remove("queueTopic");
        });
    }

    @PostMapping("/{entry}/leaving")
    String leave(@PathVariable MeetingId id, @PathVariable EntryId entry, Viewer viewer, RedirectAttributes next) {
        return done(id, viewer, Act.DISCUSS, next, room -> queue.leave(viewer, room, entry));
    }

    @PostMapping("/{entry}/deferral")
    String defer(@PathVariable MeetingId id, @PathVariable EntryId entry, Viewer viewer, RedirectAttributes next) {
        return done(id, viewer, Act.DISCUSS, next, room -> queue.defer(viewer, room, entry));
    }

    @PostMapping("/{entry}/end")
    String end(@PathVariable MeetingId id, @PathVariable EntryId entry, Viewer viewer, RedirectAttributes next) {
        return done(id, viewer, Act.DISCUSS, next, room -> queue.done(viewer, room, entry));
    }

    /** @param entry empty for whoever is first */
    @PostMapping("/calls")
    String call(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "") String expected,
            @RequestParam(defaultValue = "") String entry,
            Viewer viewer,
            RedirectAttributes next) {
        return done(id, viewer, Act.RUN_FLOOR, next, room -> queue.call(viewer, room, entry(expected), entry(entry)));
    }

    @PostMapping("/closing")
    String close(@PathVariable MeetingId id, Viewer viewer, RedirectAttributes next) {
        return done(id, viewer, Act.RUN_FLOOR, next, room -> queue.close(viewer, room, true));
    }

    @PostMapping("/reopening")
    String reopen(@PathVariable MeetingId id, Viewer viewer, RedirectAttributes next) {
        return done(id, viewer, Act.RUN_FLOOR, next, room -> queue.close(viewer, room, false));
    }

    private interface Deed {
        void in(RoomId room);
    }

    /** Whoever may not do it at all is told so by a page of its own; all else is said where they were. */
    private String done(MeetingId id, Viewer viewer, Act act, RedirectAttributes next, Deed deed) {
        var meeting = meetings.require(id, viewer);
        viewer.require(act, meeting.permissions());
        try {
            deed.in(meeting.room());
        } catch (Refusal e) {
            next.addFlashAttribute("queueRefusal", e.getMessage());
        }
        return "redirect:/meetings/" + id + "/room#room-floor";
    }

    /** What is no identifier was looked at by nobody. */
    private static @Nullable EntryId entry(String text) {
        try {
            return text.isBlank() ? null : EntryId.valueOf(text);
        } catch (IllegalArgumentException e) {
            return new EntryId(new UUID(0, 0));
        }
    }
}
