package org.rostrum.agendas.web;

import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaItemId;
import org.rostrum.agendas.AgendaProgress;
import org.rostrum.agendas.AgendaRun;
import org.rostrum.agendas.AgendaTimes;
import org.rostrum.agendas.Agendas;
import org.rostrum.agendas.StayId;
import org.rostrum.agendas.Timing;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.Refusal;
import org.rostrum.web.ReaderZone;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is discussed now: the parts of pages that change with it, and the chair's moves without a script. */
@Controller
class AgendaRunController {

    private final Meetings meetings;
    private final Agendas agendas;
    private final AgendaRun run;
    private final AgendaTimes times;
    private final AgendaSheet sheet;

    AgendaRunController(Meetings meetings, Agendas agendas, AgendaRun run, AgendaTimes times, AgendaSheet sheet) {
        this.meetings = meetings;
        this.agendas = agendas;
        this.run = run;
        this.times = times;
        this.sheet = sheet;
    }

    /**
     * The parts of a page that change as the room moves on.
     *
     * @param items whether the page shows the agenda's items with their times
     */
    @GetMapping("/meetings/{id}/agenda/now")
    String now(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "false") boolean items,
            @RequestAttribute(name = ReaderZone.ATTRIBUTE, required = false) @Nullable ZoneId readerZone,
            Viewer viewer,
            Model model) {
        MeetingView meeting = meetings.require(id, viewer);
        model.addAttribute("meeting", meeting);
        if (items) {
            agendas.latest(meeting, viewer).ifPresent(agenda -> {
                Timing timing = times.of(meeting, agenda);
                model.addAttribute("timing", timing);
                model.addAttribute("sheet", sheet.times(agenda.items(), timing.items(), meeting, viewer, readerZone));
            });
        }
        return "agenda/now :: parts";
    }

    @PostMapping("/meetings/{id}/agenda/now")
    String open(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "") String item,
            @RequestParam(defaultValue = "") String expected,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            RedirectAttributes next) {
        require(id, viewer);
        return moved(id, from, next, () -> {
            UUID chosen = uuid(item);
            if (chosen == null) {
                throw Refusal.invalid("item", "Choose an item of the agenda first.");
            }
            run.open(id, viewer, new AgendaItemId(chosen), stay(expected));
        });
    }

    @PostMapping("/meetings/{id}/agenda/now/next")
    String next(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "") String expected,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            RedirectAttributes next) {
        require(id, viewer);
        return moved(id, from, next, () -> run.next(id, viewer, stay(expected)));
    }

    @PostMapping("/meetings/{id}/agenda/now/closing")
    String close(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "") String expected,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            RedirectAttributes next) {
        require(id, viewer);
        return moved(id, from, next, () -> run.close(id, viewer, stay(expected)));
    }

    @PostMapping("/meetings/{id}/agenda/now/undo")
    String takeBack(
            @PathVariable MeetingId id,
            @RequestParam(defaultValue = "") String expected,
            @RequestParam(required = false) AgendaProgress.@Nullable Move move,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            RedirectAttributes next) {
        require(id, viewer);
        return moved(id, from, next, () -> {
            StayId stay = stay(expected);
            if (stay == null || move == null) {
                throw Refusal.invalid("expected", "There is nothing to take back.");
            }
            run.takeBack(id, viewer, stay, move);
        });
    }

    private void require(MeetingId id, Viewer viewer) {
        viewer.require(Act.RUN_FLOOR, meetings.require(id, viewer).permissions());
    }

    /** Back to the page that the chair was on; a refusal is said there, beside what the room is on now. */
    private static String moved(MeetingId id, String from, RedirectAttributes next, Runnable move) {
        try {
            move.run();
        } catch (Refusal e) {
            if (e.reason() == Refusal.Reason.FORBIDDEN) {
                throw e;
            }
            next.addFlashAttribute("floorRefusal", e.getMessage());
        }
        return "redirect:/meetings/" + id + (from.equals("room") ? "/room" : "/agenda");
    }

    private static @Nullable StayId stay(String expected) {
        UUID id = uuid(expected);
        return id == null ? null : new StayId(id);
    }

    /** A form says nothing where nothing is discussed; what is no identifier at all was looked at by nobody. */
    private static @Nullable UUID uuid(String text) {
        try {
            return text.isBlank() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return new UUID(0, 0);
        }
    }
}
