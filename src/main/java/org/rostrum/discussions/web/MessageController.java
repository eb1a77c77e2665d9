package org.rostrum.discussions.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.Discussions;
import org.rostrum.discussions.EditedMeanwhile;
import org.rostrum.discussions.MessageEdits;
import org.rostrum.discussions.MessageEdits.Version;
import org.rostrum.discussions.MessageMarks;
import org.rostrum.discussions.MessageView;
import org.rostrum.discussions.Messages;
import org.rostrum.discussions.Reaction;
import org.rostrum.discussions.Reactions;
import org.rostrum.discussions.ReadersMarkup;
import org.rostrum.discussions.Readings;
import org.rostrum.discussions.ThreadView;
import org.rostrum.discussions.Threads;
import org.rostrum.discussions.Withholding;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.Piece;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.WordDifference;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A message by itself: what it said before, who reacted, and all that one may do with it, without a script too. */
@Controller
@RequestMapping("/meetings/{id}/room/messages/{seq}")
class MessageController {

    private final Meetings meetings;
    private final Messages messages;
    private final ReadersMarkup markup;
    private final Threads threads;
    private final MessageEdits edits;
    private final Withholding withholding;
    private final MessageMarks marks;
    private final Reactions reactions;
    private final Readings readings;

    MessageController(
            Meetings meetings,
            Messages messages,
            ReadersMarkup markup,
            Threads threads,
            MessageEdits edits,
            Withholding withholding,
            MessageMarks marks,
            Reactions reactions,
            Readings readings) {
        this.meetings = meetings;
        this.messages = messages;
        this.markup = markup;
        this.threads = threads;
        this.edits = edits;
        this.withholding = withholding;
        this.marks = marks;
        this.reactions = reactions;
        this.readings = readings;
    }

    /**
     * What the reader may do with the message as it is now.
     *
     * @param show of one that the chair has hidden
     */
    record May(boolean edit, boolean delete, boolean quote, boolean record, boolean pin, boolean hide, boolean show) {

        static May of(MessageView message, ThreadView thread, MeetingView meeting, Viewer viewer) {
            MessageView.Withheld withheld = message.withheld();
            boolean shown = withheld == null;
            boolean hidden = withheld != null && withheld.reason() != null;
            boolean discusses = viewer.may(Act.DISCUSS, meeting.permissions());
            boolean own = discusses && message.by().person().equals(viewer.requirePerson());
            boolean officer = viewer.may(Act.WRITE_MINUTES, meeting.permissions());
            boolean chair = viewer.may(Act.RUN_FLOOR, meeting.permissions());
            return new May(
                    own && shown && !thread.closed(),
                    own && shown,
                    discusses && shown && !thread.closed(),
                    shown && (own || (discusses && officer)),
                    officer && shown,
                    chair && shown,
                    chair && hidden);
        }

        public boolean anything() {
            return edit || delete || quote || record || pin || hide || show;
        }
    }

    /** What a message said in one of its versions, against the one before. */
    record Change(int version, Instant at, List<Piece> pieces) {}

    @GetMapping
    String message(@PathVariable MeetingId id, @PathVariable long seq, Viewer viewer, Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        return page(meeting, messages.require(meeting.room(), seq), viewer, model);
    }

    private String page(MeetingView meeting, MessageView message, Viewer viewer, Model model) {
        ThreadView thread = threads.require(meeting, message.thread());
        model.addAttribute("meeting", meeting);
        model.addAttribute("message", markup.of(message, viewer));
        model.addAttribute("thread", thread);
        model.addAttribute("talk", RoomPages.title(thread));
        model.addAttribute("may", May.of(message, thread, meeting, viewer));
        model.addAttribute("changes", changes(message));
        model.addAttribute("readBy", MessageApi.ReadBy.of(readings.of(message)));
        model.addAttribute("reacted", reacted(meeting, message));
        model.addAttribute("longest", Discussions.LONGEST_MESSAGE);
        return "room/message-page";
    }

    /** Who reacted so. */
    record ReactedBy(Reaction reaction, String names) {}

    private List<ReactedBy> reacted(MeetingView meeting, MessageView message) {
        return message.reactions().isEmpty()
                ? List.of()
                : reactions.of(meeting, message.seq()).entrySet().stream()
                        .map(of -> new ReactedBy(
                                of.getKey(),
                                of.getValue().stream()
                                        .map(Reactions.Reactor::name)
                                        .collect(Collectors.joining(", "))))
                        .toList();
    }

    /** The latest first; the first version is shown as it was. */
    private List<Change> changes(MessageView message) {
        List<Version> versions = new ArrayList<>(edits.before(message));
        if (versions.isEmpty()) {
            return List.of();
        }
        versions.add(new Version(
                message.version(),
                message.text(),
                message.html(),
                message.editedAt() == null ? message.at() : message.editedAt()));
        List<Change> changes = new ArrayList<>();
        for (int i = versions.size() - 1; i >= 0; i--) {
            Version version = versions.get(i);
            changes.add(new Change(
                    version.version(),
                    version.at(),
                    WordDifference.between(
                            i == 0 ? version.text() : versions.get(i - 1).text(), version.text())));
        }
        return changes;
    }

    @PostMapping("/edits")
    String edit(
            @PathVariable MeetingId id,
            @PathVariable long seq,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "0") int version,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        MeetingView meeting = meetings.require(id, viewer);
        return done(meeting, seq, viewer, model, response, text, null, () -> {
            try {
                edits.edit(viewer, meeting.room(), seq, text, version);
            } catch (EditedMeanwhile meanwhile) {
                model.addAttribute("meanwhile", meanwhile.text());
                throw meanwhile;
            }
        });
    }

    @PostMapping("/deletion")
    String delete(
            @PathVariable MeetingId id,
            @PathVariable long seq,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        MeetingView meeting = meetings.require(id, viewer);
        return done(
                meeting,
                seq,
                viewer,
                model,
                response,
                null,
                null,
                () -> withholding.delete(viewer, meeting.room(), seq));
    }

    /** @param on false to show it again */
    @PostMapping("/hiding")
    String hide(
            @PathVariable MeetingId id,
            @PathVariable long seq,
            @RequestParam(defaultValue = "true") boolean on,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        MeetingView meeting = meetings.require(id, viewer);
        return done(meeting, seq, viewer, model, response, null, reason, () -> {
            if (on) {
                withholding.hide(viewer, meeting.room(), seq, reason);
            } else {
                withholding.show(viewer, meeting.room(), seq);
            }
        });
    }

    @PostMapping("/pin")
    String pin(
            @PathVariable MeetingId id,
            @PathVariable long seq,
            @RequestParam(defaultValue = "true") boolean on,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        MeetingView meeting = meetings.require(id, viewer);
        return done(
                meeting, seq, viewer, model, response, null, null, () -> marks.pin(viewer, meeting.room(), seq, on));
    }

    @PostMapping("/record")
    String record(
            @PathVariable MeetingId id,
            @PathVariable long seq,
            @RequestParam(defaultValue = "true") boolean on,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        MeetingView meeting = meetings.require(id, viewer);
        return done(
                meeting, seq, viewer, model, response, null, null, () -> marks.record(viewer, meeting.room(), seq, on));
    }

    /** The room's page is the same for every reader, so its button does not know whether it was pressed before. */
    @PostMapping("/reactions")
    String react(
            @PathVariable MeetingId id,
            @PathVariable long seq,
            @RequestParam String reaction,
            Viewer viewer,
            Model model,
            HttpServletResponse response) {
        MeetingView meeting = meetings.require(id, viewer);
        Reaction asked = Reaction.of(reaction);
        try {
            Reactions.Reacted reacted = reactions.toggle(viewer, meeting.room(), seq, asked);
            return "redirect:/meetings/" + id + "/room?thread=" + reacted.thread() + "#m" + seq;
        } catch (Refusal refusal) {
            return refused(meeting, seq, viewer, model, response, refusal);
        }
    }

    /** What was typed stays in the form where it is refused. */
    private String done(
            MeetingView meeting,
            long seq,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            @Nullable String typedText,
            @Nullable String typedReason,
            Runnable act) {
        try {
            act.run();
            return "redirect:/meetings/" + meeting.id() + "/room/messages/" + seq;
        } catch (Refusal refusal) {
            model.addAttribute("typedText", typedText);
            model.addAttribute("typedReason", typedReason);
            return refused(meeting, seq, viewer, model, response, refusal);
        }
    }

    private String refused(
            MeetingView meeting, long seq, Viewer viewer, Model model, HttpServletResponse response, Refusal refusal) {
        response.setStatus(refusal.reason().status());
        model.addAttribute("refusal", refusal.getMessage());
        model.addAttribute("refused", refusal.fields().keySet());
        return page(meeting, messages.require(meeting.room(), seq), viewer, model);
    }
}
