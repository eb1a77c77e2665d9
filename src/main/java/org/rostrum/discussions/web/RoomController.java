package org.rostrum.discussions.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.Discussions;
import org.rostrum.discussions.MessageView;
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
import org.rostrum.meetings.RoomPart;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.Refusal;
import org.rostrum.web.ReaderZone;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The room of a meeting: its threads and the talk in them. What happens live comes over the socket from the page's seq on. */
@Controller
@RequestMapping("/meetings/{id}/room")
class RoomController {

    private final Meetings meetings;
    private final RoomLog log;
    private final RoomPages pages;
    private final RoomPieces pieces;
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
            RoomPieces pieces,
            Threads threads,
            Messages messages,
            Discussions discussions,
            TypedActs acts,
            Previews previews,
            Readings readings) {
        this.meetings = meetings;
        this.log = log;
        this.pages = pages;
        this.pieces = pieces;
        this.threads = threads;
        this.messages = messages;
        this.discussions = discussions;
        this.acts = acts;
        this.previews = previews;
        this.readings = readings;
    }

    @GetMapping
    View room(
            @PathVariable MeetingId id,
            @RequestParam(required = false) @Nullable ThreadId thread,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(required = false) @Nullable Long message,
            @RequestParam(required = false) @Nullable Long quotes,
            Viewer viewer,
            Model model,
            HttpServletRequest request) {
        MeetingView meeting = meetings.require(id, viewer);
        Written written = Written.nothing(quoted(meeting, quotes));
        RoomPart.Room room = room(meeting, model.asMap(), request);
        RoomPages.RoomPage page =
                message == null ? pages.page(meeting, thread, before, viewer) : pages.around(meeting, message, viewer);
        return pieces.page(room, page, written, viewer);
    }

    private @Nullable MessageView quoted(MeetingView meeting, @Nullable Long quotes) {
        return quotes == null
                ? null
                : messages.find(meeting.room(), quotes)
                        .filter(quoted -> quoted.withheld() == null)
                        .orElse(null);
    }

    /** Asked for before the messages: what is posted in between then comes once more over the socket, instead of never. */
    private RoomPart.Room room(MeetingView meeting, Map<String, ?> told, HttpServletRequest request) {
        CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return new RoomPart.Room(
                meeting,
                log.lastSeq(meeting.room()),
                (ZoneId) request.getAttribute(ReaderZone.ATTRIBUTE),
                csrf.getToken(),
                told);
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

    /** The way without a script: to the message, or back to the form. */
    @PostMapping("/messages")
    Object post(
            @PathVariable MeetingId id,
            @RequestParam ThreadId thread,
            @RequestParam(defaultValue = "") String text,
            @RequestParam String intent,
            @RequestParam(required = false) @Nullable Long quotes,
            @RequestParam(defaultValue = "false") boolean recorded,
            Viewer viewer,
            RedirectAttributes next,
            HttpServletRequest request,
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
            // The same key again, unless it was taken for another text: then only a new one can succeed.
            String again =
                    refusal.fields().containsKey("intent") ? UUID.randomUUID().toString() : intent;
            Written written = new Written(again, quoted(meeting, quotes), recorded, text, null, refusal.getMessage());
            return still(meeting, thread, written, viewer, request);
        }
    }

    private View still(
            MeetingView meeting, ThreadId thread, Written written, Viewer viewer, HttpServletRequest request) {
        RoomPart.Room room = room(meeting, Map.of(), request);
        return pieces.page(room, pages.page(meeting, thread, null, viewer), written, viewer);
    }

    /** How a message would look, without a script; with one, the page does not change. */
    @PostMapping("/previews")
    View preview(
            @PathVariable MeetingId id,
            @RequestParam ThreadId thread,
            @RequestParam(defaultValue = "") String text,
            @RequestParam String intent,
            @RequestParam(required = false) @Nullable Long quotes,
            @RequestParam(defaultValue = "false") boolean recorded,
            Viewer viewer,
            HttpServletRequest request,
            HttpServletResponse response) {
        MeetingView meeting = meetings.require(id, viewer);
        String preview = null;
        String why = null;
        try {
            preview = previews.of(viewer, meeting.room(), text);
        } catch (Refusal refusal) {
            response.setStatus(refusal.reason().status());
            why = refusal.getMessage();
        }
        return still(
                meeting,
                thread,
                new Written(intent, quoted(meeting, quotes), recorded, text, preview, why),
                viewer,
                request);
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
