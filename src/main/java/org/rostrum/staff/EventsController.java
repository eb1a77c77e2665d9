package org.rostrum.staff;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventId;
import org.rostrum.events.EventKind;
import org.rostrum.events.EventPlanning;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Sought;
import org.rostrum.shared.web.Told;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Events: the list of them, announcing one and changing what is said of it. */
@Controller
@RequestMapping("/staff/events")
class EventsController {

    private final EventRegister register;
    private final Events events;
    private final EventPlanning planning;

    EventsController(EventRegister register, Events events, EventPlanning planning) {
        this.register = register;
        this.events = events;
        this.planning = planning;
    }

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String year,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        EventRegister.Filter filter = new EventRegister.Filter(
                Sought.of(q),
                kind == null ? null : EventKind.of(kind).orElse(null),
                year != null && year.matches("[12][0-9]{3}") ? Integer.valueOf(year) : null);
        model.addAttribute("filter", filter);
        model.addAttribute("kinds", EventKind.values());
        model.addAttribute("years", register.years());
        model.addAttribute("found", register.find(filter, page));
        return "staff/events";
    }

    @GetMapping("/new")
    ModelAndView newForm(@RequestParam(required = false) @Nullable String within) {
        EventView week = week(within);
        EventForm empty = week == null
                ? EventForm.empty(EventKind.MEMBERS_MEETING.name(), "", "")
                : EventForm.empty(
                        EventKind.TEST_EVENT.name(),
                        week.zoneOrUtc().getId(),
                        week.id().toString());
        return form(null, null, empty);
    }

    private @Nullable EventView week(@Nullable String asked) {
        try {
            return asked == null || asked.isBlank() ? null : events.require(EventId.valueOf(asked));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private ModelAndView form(@Nullable EventView event, EventRegister.@Nullable Kept kept, EventForm form) {
        Map<String, String> kinds = new LinkedHashMap<>();
        for (EventKind kind : EventKind.values()) {
            kinds.put(kind.name(), kind.label());
        }
        Map<String, String> formats = new LinkedHashMap<>();
        formats.put("", "Not decided yet");
        for (EventFormat format : EventFormat.values()) {
            formats.put(format.name(), format.label());
        }
        Map<String, String> weeks = new LinkedHashMap<>();
        weeks.put("", "Nothing: it stands on its own");
        weeks.putAll(register.weeks(event == null ? null : event.id(), event == null ? null : event.within()));
        return new ModelAndView("staff/event-edit")
                .addObject("form", form)
                .addObject("event", event)
                .addObject("kept", kept)
                .addObject("version", form.version())
                .addObject("kinds", kinds)
                .addObject("formats", formats)
                .addObject("weeks", weeks);
    }

    @PostMapping
    ModelAndView announce(
            @ModelAttribute("form") EventForm form, BindingResult problems, Viewer viewer, RedirectAttributes next) {
        try {
            EventId announced = planning.announce(form.text(), viewer.requirePerson());
            next.addFlashAttribute("said", "The event is announced and stands on the schedule.");
            return new ModelAndView("redirect:/staff/events/" + announced);
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, form(null, null, form));
        }
    }

    @GetMapping("/{event}/edit")
    ModelAndView edit(@PathVariable EventId event) {
        EventView view = events.require(event);
        EventRegister.Kept kept = register.require(event);
        return form(view, kept, EventForm.of(view, kept.version()));
    }

    @PostMapping("/{event}/edit")
    ModelAndView edit(
            @PathVariable EventId event,
            @ModelAttribute("form") EventForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        EventView view = events.require(event);
        EventRegister.Kept kept = register.require(event);
        try {
            planning.edit(event, form.text(), form.version(), viewer.requirePerson());
            next.addFlashAttribute("said", said(view, events.require(event), kept));
            return new ModelAndView("redirect:/staff/events/" + event);
        } catch (ChangedMeanwhile meanwhile) {
            EventView now = events.require(event);
            EventRegister.Kept newer = register.require(event);
            return Told.again(
                    meanwhile,
                    problems,
                    form(now, newer, form)
                            .addObject("theirs", EventForm.of(now, newer.version()))
                            .addObject("version", newer.version()));
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, form(view, kept, form));
        }
    }

    private static String said(EventView before, EventView after, EventRegister.Kept kept) {
        boolean otherClocks = !before.zoneOrUtc().equals(after.zoneOrUtc());
        return otherClocks && kept.planned() + kept.drafts() > 0
                ? "Saved. What was planned keeps its instant and is now shown on the clocks of "
                        + after.zoneOrUtc().getId() + ": look through the timetable and the meetings."
                : "Saved.";
    }
}
