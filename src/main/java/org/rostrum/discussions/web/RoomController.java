package org.rostrum.discussions.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.Discussions;
import org.rostrum.discussions.Messages;
import org.rostrum.discussions.NewMessage;
import org.rostrum.discussions.Previews;
import org.rostrum.discussions.Readings;
import org.rostrum.discussions.ThreadId;
import org.rostrum.discussions.ThreadView;
import org.rostrum.discussions.Threads;
import org.rostrum.discussions.TypedActs;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The room of a meeting: its threads and the talk in them. What happens live comes over the socket from the page's seq on. */
@Controller
@RequestMapping("/meetings/{id}/room")
class RoomController {

    private final Meetings meetings;
    private final RoomLog log;
    private final RoomPages pages;
    private final Threads threads;
    private final Messages messages;
    private final Discussions discussions;
    private final TypedActs acts;
    private final Previews previews;
    private final Readings readings;

    RoomController(
            Meetings meetings,
            RoomLog log,
            RoomPages pages,
            Threads threads,
            Messages messages,
            Discussions discussions,
            TypedActs acts,
            Previews previews,
            Readings readings) {
        this.meetings = meetings;
        this.log = log;
        this.pages = pages;
        this.threads = threads;
        this.messages = messages;
        this.discussions = discussions;
        this.acts = acts;
        this.previews = previews;
        this.readings = readings;
    }

    @GetMapping
    String room(
            @PathVariable MeetingId id,
            @RequestParam(required = false) @Nullable ThreadId thread,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(required = false) @Nullable Long message,
            @RequestParam(required = false) @Nullable Long quotes,
            Viewer viewer,
            Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        answering(meeting, quotes, false, model);
        if (message == null) {
            return show(meeting, thread, before, viewer, model);
        }
        model.addAttribute("seq", log.lastSeq(meeting.room()));
        return show(meeting, pages.around(meeting, message, viewer), viewer, model);
    }

    /** What stands in the form beside the text. */
    private void answering(MeetingView meeting, @Nullable Long quotes, boolean recorded, Model model) {
        model.addAttribute(
                "quoting",
                quotes == null
                        ? null
                        : messages.find(meeting.room(), quotes)
                                .filter(quoted -> quoted.withheld() == null)
                                .orElse(null));
        model.addAttribute("recorded", recorded);
    }

    private String show(
            MeetingView meeting, @Nullable ThreadId thread, @Nullable Long before, Viewer viewer, Model model) {
        // Before the messages: what is posted in between then comes once more over the socket, instead of never.
        model.addAttribute("seq", log.lastSeq(meeting.room()));
        return show(meeting, pages.page(meeting, thread, before, viewer), viewer, model);
    }

    private static String show(MeetingView meeting, RoomPages.RoomPage page, Viewer viewer, Model model) {
        model.addAttribute("meeting", meeting);
        model.addAttribute("threads", page.threads());
        model.addAttribute("conversation", page.conversation());
        model.addAttribute("chair", viewer.may(Act.RUN_FLOOR, meeting.permissions()));
        model.addAttribute("officer", viewer.may(Act.WRITE_MINUTES, meeting.permissions()));
        model.addAttribute("longest", Discussions.LONGEST_MESSAGE);
        model.addAttribute("blank", isBlank(model));
        if (!model.containsAttribute("intent")) {
            model.addAttribute("intent", UUID.randomUUID().toString());
        }
        return "room/room";
    }

    /** Whether the form stands there as for everybody: nothing typed, quoted, said or refused. */
    private static boolean isBlank(Model model) {
        return Stream.of("quoting", "typed", "preview", "refusal", "did")
                        .allMatch(name -> model.getAttribute(name) == null)
                && !Boolean.TRUE.equals(model.getAttribute("recorded"));
    }

    /** The list of threads alone, for a page that is open while an agenda is published or a number reserved. */
    @GetMapping("/threads")
    String threads(
            @PathVariable MeetingId id,
            @RequestParam(required = false) @Nullable ThreadId thread,
            Viewer viewer,
            Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        model.addAttribute("meeting", meeting);
        model.addAttribute("threads", pages.threads(meeting, thread, viewer));
        return "room/threads :: alone";
    }

    /** What is pinned in a thread alone, for a page that is open while that changes. */
    @GetMapping("/pinned")
    String pinned(@PathVariable MeetingId id, @RequestParam ThreadId thread, Viewer viewer, Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        model.addAttribute("meeting", meeting);
        model.addAttribute("pinned", pages.pinned(meeting, thread));
        return "room/thread :: pinnedAlone";
    }

    /** The way without a script. */
    @PostMapping("/messages")
    String post(
            @PathVariable MeetingId id,
            @RequestParam ThreadId thread,
            @RequestParam(defaultValue = "") String text,
            @RequestParam String intent,
            @RequestParam(required = false) @Nullable Long quotes,
            @RequestParam(defaultValue = "false") boolean recorded,
            Viewer viewer,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        MeetingView meeting = meetings.require(id, viewer);
        try {
            Optional<String> did = acts.carryOut(viewer, meeting.room(), text, intent);
            if (did.isPresent()) {
                next.addFlashAttribute("did", did.get());
                return "redirect:/meetings/" + id + "/room?thread=" + thread;
            }
            Discussions.Posted posted =
                    discussions.post(viewer, meeting.room(), new NewMessage(thread, text, quotes, recorded), intent);
            return "redirect:/meetings/" + id + "/room?thread=" + thread + "#m" + posted.seq();
        } catch (Refusal refusal) {
            response.setStatus(refusal.reason().status());
            model.addAttribute("refusal", refusal.getMessage());
            model.addAttribute("typed", text);
            answering(meeting, quotes, recorded, model);
            // The same key again, unless it was taken for another text: then only a new one can succeed.
            model.addAttribute(
                    "intent",
                    refusal.fields().containsKey("intent") ? UUID.randomUUID().toString() : intent);
            return show(meeting, thread, null, viewer, model);
        }
    }

    /** How a message would look, without a script; with one, the page does not change. */
    @PostMapping("/previews")
    String preview(
            @PathVariable MeetingId id,
            @RequestParam ThreadId thread,
            @RequestParam(defaultValue = "") String text,
            @RequestParam String intent,
            @RequestParam(required = false) @Nullable Long quotes,
            @RequestParam(defaultValue = "false") boolean recorded,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        MeetingView meeting = meetings.require(id, viewer);
        answering(meeting, quotes, recorded, model);
        model.addAttribute("typed", text);
        model.addAttribute("intent", intent);
        try {
            model.addAttribute("preview", previews.of(viewer, meeting.room(), text));
        } catch (Refusal refusal) {
            response.setStatus(refusal.reason().status());
            model.addAttribute("refusal", refusal.getMessage());
        }
        return show(meeting, thread, null, viewer, model);
    }

    /** What somebody else read on a delegate's behalf, the delegate has still to read. */
    @PostMapping("/readings")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(@PathVariable MeetingId id, @RequestParam ThreadId thread, @RequestParam long seq, Viewer viewer) {
        ThreadView read = threads.require(meetings.require(id, viewer), thread);
        if (viewer.actor() == null) {
            readings.readUpTo(viewer.requirePerson(), read.id(), seq);
        }
    }
}
