package org.rostrum.timetables.web;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.Visibility;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.WallClock;
import org.rostrum.shared.web.Told;
import org.rostrum.timetables.DraftRow;
import org.rostrum.timetables.SessionId;
import org.rostrum.timetables.SessionKind;
import org.rostrum.timetables.SessionView;
import org.rostrum.timetables.TimetableChoices;
import org.rostrum.timetables.TimetableDraft;
import org.rostrum.timetables.TimetableDrafts;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Staff edit the draft of a timetable. Every change is a form that leads back to the page; the page's script sends the
 * same forms with a header, and is answered with the board as it is now, whether the change was taken or refused.
 */
@Controller
@RequestMapping("/staff/events/{event}/timetable")
class TimetableEditorController {

    /** The script's: it wants the board alone. */
    private static final String BOARD = "X-Board";

    private static final Map<String, String> VISIBILITIES = visibilities();
    private static final Map<String, String> FOLDS = folds();

    private final EditorBoards boards;
    private final TimetableDrafts drafts;
    private final TimetableChoices choices;
    private final Clock clock;

    TimetableEditorController(EditorBoards boards, TimetableDrafts drafts, TimetableChoices choices, Clock clock) {
        this.boards = boards;
        this.drafts = drafts;
        this.choices = choices;
        this.clock = clock;
    }

    private static Map<String, String> visibilities() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("", "As usual: everybody, or only its groups where all of them keep to themselves");
        words.put(Visibility.PUBLIC.name(), "Everybody, signed in or not");
        words.put(Visibility.MEMBERS.name(), "Members and guests");
        words.put(Visibility.GROUP.name(), "Those who take part in its groups");
        return words;
    }

    private static Map<String, String> folds() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("", "Choose");
        words.put(WallClock.Fold.FIRST.name(), "The first, before the clocks are put back");
        words.put(WallClock.Fold.SECOND.name(), "The second, after it");
        return words;
    }

    @GetMapping
    ModelAndView editor(@PathVariable("event") EventId id, Viewer viewer) {
        EditorBoard board = boards.of(id, viewer);
        return new ModelAndView("timetable/editor")
                .addObject("board", board)
                .addObject("event", board.draft().event())
                .addObject("now", clock.instant());
    }

    // ---- adding and editing -------------------------------------------------------------------------------------

    /** @param from as HH:mm; the script sends what was drawn on the grid */
    @GetMapping("/sessions/new")
    ModelAndView newForm(
            @PathVariable("event") EventId id,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "09:00") String from,
            @RequestParam(defaultValue = "10:00") String to,
            @RequestParam(defaultValue = "") String room,
            Viewer viewer) {
        EventView event = drafts.of(id, viewer).event();
        SessionForm form;
        try {
            form = SessionForm.blank(
                    day.isBlank() ? event.startsOn() : LocalDate.parse(day),
                    LocalTime.parse(from),
                    LocalTime.parse(to),
                    room);
        } catch (DateTimeException e) {
            form = SessionForm.blank(event.startsOn(), LocalTime.of(9, 0), LocalTime.of(10, 0), "");
        }
        return form(event, null, form);
    }

    @PostMapping("/sessions")
    ModelAndView add(
            @PathVariable("event") EventId id,
            @ModelAttribute("form") SessionForm form,
            BindingResult problems,
            @RequestHeader(name = BOARD, required = false) @Nullable String script,
            Viewer viewer,
            RedirectAttributes next) {
        EventView event = drafts.of(id, viewer).event();
        try {
            SessionId added = drafts.add(id, form.session(event.zoneOrUtc()), viewer);
            return done(id, script, "Added “" + form.title() + "”.", added, viewer, next);
        } catch (Refusal refusal) {
            return again(refusal, problems, form(event, null, form));
        }
    }

    @GetMapping("/sessions/{session}")
    ModelAndView edit(@PathVariable("event") EventId id, @PathVariable SessionId session, Viewer viewer) {
        EventView event = drafts.of(id, viewer).event();
        DraftRow row = drafts.require(id, session, viewer);
        return form(event, row, SessionForm.of(row, event.zoneOrUtc()));
    }

    @PostMapping("/sessions/{session}")
    ModelAndView edit(
            @PathVariable("event") EventId id,
            @PathVariable SessionId session,
            @ModelAttribute("form") SessionForm form,
            BindingResult problems,
            @RequestHeader(name = BOARD, required = false) @Nullable String script,
            Viewer viewer,
            RedirectAttributes next) {
        EventView event = drafts.of(id, viewer).event();
        DraftRow row = drafts.require(id, session, viewer);
        try {
            drafts.edit(id, session, form.seen(), form.session(event.zoneOrUtc()), viewer);
            return done(id, script, "Saved “" + form.title() + "”.", session, viewer, next);
        } catch (ChangedMeanwhile meanwhile) {
            DraftRow now = drafts.require(id, session, viewer);
            return again(
                    meanwhile,
                    problems,
                    form(event, now, form).addObject("theirs", now).addObject("version", now.version()));
        } catch (Refusal refusal) {
            return again(refusal, problems, form(event, row, form));
        }
    }

    private ModelAndView form(EventView event, @Nullable DraftRow row, SessionForm form) {
        TimetableChoices.Choices offered = choices.of(
                event, row == null ? List.<GroupId>of() : row.session().groups());
        Map<String, String> kinds = new LinkedHashMap<>();
        for (SessionKind kind : SessionKind.values()) {
            kinds.put(kind.name(), kind.label());
        }
        Map<String, String> rooms = new LinkedHashMap<>();
        rooms.put("", "No room yet");
        for (SessionView.VenueRoomRef room : offered.rooms()) {
            rooms.put(
                    room.id().toString(),
                    room.capacity() == null ? room.name() : room.name() + ", " + room.capacity() + " seats");
        }
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("", "The week itself");
        offered.parts().forEach(part -> parts.put(part.id().toString(), part.name()));
        Map<String, String> modes = new LinkedHashMap<>();
        modes.put("", "As the event");
        for (EventFormat mode : EventFormat.values()) {
            modes.put(mode.name(), mode.label());
        }
        return new ModelAndView("timetable/session-edit")
                .addObject("event", event)
                .addObject("now", clock.instant())
                .addObject("row", row)
                .addObject("form", form)
                .addObject("version", form.version())
                .addObject("kinds", kinds)
                .addObject("rooms", rooms)
                .addObject("parts", parts)
                .addObject("modes", modes)
                .addObject("folds", FOLDS)
                .addObject("groups", offered.groups())
                .addObject("visibilities", VISIBILITIES);
    }

    private static ModelAndView again(Refusal refusal, BindingResult problems, ModelAndView form) {
        if (refusal instanceof WallClock.TwiceOnTheClock) {
            form.addObject("twice", refusal.fields().keySet().iterator().next());
        }
        return Told.again(refusal, problems, form);
    }

    // ---- on the board -------------------------------------------------------------------------------------------

    /**
     * Where a hand or a key put it.
     *
     * @param startsAt an instant, because the grid knows the day's start and counts minutes from there
     */
    @PostMapping("/sessions/{session}/place")
    ModelAndView place(
            @PathVariable("event") EventId id,
            @PathVariable SessionId session,
            @RequestParam(defaultValue = "-1") int version,
            @RequestParam Instant startsAt,
            @RequestParam Instant endsAt,
            @RequestParam(required = false) @Nullable UUID room,
            @RequestHeader(name = BOARD, required = false) @Nullable String script,
            Viewer viewer,
            RedirectAttributes next) {
        return change(id, session, script, viewer, next, () -> {
            drafts.place(id, session, version, startsAt, endsAt, room, viewer);
            return undoable(id, viewer);
        });
    }

    @PostMapping("/sessions/{session}/cancellation")
    ModelAndView cancel(
            @PathVariable("event") EventId id,
            @PathVariable SessionId session,
            @RequestParam(defaultValue = "-1") int version,
            @RequestHeader(name = BOARD, required = false) @Nullable String script,
            Viewer viewer,
            RedirectAttributes next) {
        return change(id, session, script, viewer, next, () -> {
            drafts.cancel(id, session, version, viewer);
            return undoable(id, viewer) + " Undo brings it back.";
        });
    }

    @PostMapping("/sessions/{session}/restoration")
    ModelAndView restore(
            @PathVariable("event") EventId id,
            @PathVariable SessionId session,
            @RequestParam(defaultValue = "-1") int version,
            @RequestHeader(name = BOARD, required = false) @Nullable String script,
            Viewer viewer,
            RedirectAttributes next) {
        return change(id, session, script, viewer, next, () -> {
            drafts.restore(id, session, version, viewer);
            return undoable(id, viewer);
        });
    }

    @PostMapping("/undo")
    ModelAndView undo(
            @PathVariable("event") EventId id,
            @RequestParam(defaultValue = "0") long change,
            @RequestHeader(name = BOARD, required = false) @Nullable String script,
            Viewer viewer,
            RedirectAttributes next) {
        return change(id, null, script, viewer, next, () -> "Undone: " + drafts.undo(id, change, viewer) + ".");
    }

    @PostMapping("/redo")
    ModelAndView redo(
            @PathVariable("event") EventId id,
            @RequestParam(defaultValue = "0") long change,
            @RequestHeader(name = BOARD, required = false) @Nullable String script,
            Viewer viewer,
            RedirectAttributes next) {
        return change(id, null, script, viewer, next, () -> "Done again: " + drafts.redo(id, change, viewer) + ".");
    }

    /** What the change just made is called: the same words as on the undo button. */
    private String undoable(EventId id, Viewer viewer) {
        TimetableDraft.Step step = drafts.of(id, viewer).undo();
        return step == null ? "Nothing changed." : step.said() + ".";
    }

    private ModelAndView change(
            EventId id,
            @Nullable SessionId session,
            @Nullable String script,
            Viewer viewer,
            RedirectAttributes next,
            Supplier<String> change) {
        try {
            return done(id, script, change.get(), session, viewer, next);
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            String why = refusal instanceof ChangedMeanwhile
                    ? "Somebody else changed this session meanwhile, so your change was not made. This is how it stands now."
                    : String.valueOf(refusal.getMessage());
            if (script == null) {
                next.addFlashAttribute("refused", why);
                return new ModelAndView(back(id, session));
            }
            ModelAndView board = board(id, viewer).addObject("refused", why);
            board.setStatus(HttpStatusCode.valueOf(refusal.reason().status()));
            return board;
        }
    }

    private ModelAndView done(
            EventId id,
            @Nullable String script,
            String said,
            @Nullable SessionId session,
            Viewer viewer,
            RedirectAttributes next) {
        if (script == null) {
            next.addFlashAttribute("said", said);
            return new ModelAndView(back(id, session));
        }
        return board(id, viewer).addObject("said", said).addObject("about", session);
    }

    private ModelAndView board(EventId id, Viewer viewer) {
        EditorBoard board = boards.of(id, viewer);
        return new ModelAndView("timetable/board :: board")
                .addObject("board", board)
                .addObject("event", board.draft().event());
    }

    private static String back(EventId id, @Nullable SessionId session) {
        return "redirect:/staff/events/" + id + "/timetable" + (session == null ? "" : "#s-" + session);
    }
}
