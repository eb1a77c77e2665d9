package org.rostrum.minutes.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Place;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.Contributions;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupView;
import org.rostrum.groups.Groups;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.minutes.ActionFilter;
import org.rostrum.minutes.ActionId;
import org.rostrum.minutes.ActionState;
import org.rostrum.minutes.ActionView;
import org.rostrum.minutes.Actions;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.web.Told;
import org.rostrum.web.OwnPath;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A group's actions, on a page of its own and at each of its meetings. */
@Controller
class ActionsController {

    private final Actions actions;
    private final Groups groups;
    private final Meetings meetings;
    private final Contributions contributions;

    ActionsController(Actions actions, Groups groups, Meetings meetings, Contributions contributions) {
        this.actions = actions;
        this.groups = groups;
        this.meetings = meetings;
        this.contributions = contributions;
    }

    /** What an address says wrong is left out: somebody's old link still shows the list. */
    @GetMapping("/groups/{code}/actions")
    ModelAndView ofGroup(
            @PathVariable String code,
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(defaultValue = "false") boolean overdue,
            Viewer viewer) {
        ActionState chosen = Arrays.stream(ActionState.values())
                .filter(known -> known.name().equalsIgnoreCase(state))
                .findFirst()
                .orElse(null);
        return group(groups.require(code), new ActionFilter(chosen, mine, overdue), blank(), viewer);
    }

    private static ActionForm blank() {
        return new ActionForm("", "", "", "", NewId.next().toString());
    }

    private ModelAndView group(GroupView group, ActionFilter filter, ActionForm form, Viewer viewer) {
        List<ActionView> found = actions.of(group, filter, viewer);
        return list("minutes/group-actions", group.group().id(), Place.of(group), form, found, viewer)
                .addObject("group", group)
                .addObject("filter", filter)
                .addObject("states", ActionState.values());
    }

    private ModelAndView list(
            String view, GroupId group, Place place, ActionForm form, List<ActionView> found, Viewer viewer) {
        boolean gives = Actions.gives(viewer, place);
        Map<String, String> people = new LinkedHashMap<>();
        people.put("", "Choose somebody");
        if (gives) {
            actions.candidates(group)
                    .forEach(person -> people.put(
                            person.id().toString(),
                            person.name() + (person.organization() == null ? "" : ", " + person.organization())));
        }
        return new ModelAndView(view)
                .addObject("actions", found)
                .addObject("stories", actions.stories(found))
                .addObject("gives", gives)
                .addObject("people", people)
                .addObject("today", actions.today())
                .addObject("form", form);
    }

    @PostMapping("/groups/{code}/actions")
    ModelAndView give(
            @PathVariable String code,
            @ModelAttribute("form") ActionForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            given(actions.give(code, form.read(), intent(form), viewer), next);
            return new ModelAndView("redirect:/groups/" + code + "/actions");
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, group(groups.require(code), ActionFilter.OPEN, form, viewer));
        }
    }

    @GetMapping("/meetings/{id}/actions")
    ModelAndView atMeeting(@PathVariable MeetingId id, Viewer viewer) {
        return meeting(meetings.require(id, viewer), blank(), viewer);
    }

    private ModelAndView meeting(MeetingView meeting, ActionForm form, Viewer viewer) {
        Map<String, String> items = new LinkedHashMap<>();
        items.put("", "None in particular");
        contributions
                .agendaOf(meeting)
                .forEach(place -> items.put(place.item().toString(), place.number() + " " + place.title()));
        List<ActionView> found = actions.at(meeting, viewer);
        return list("minutes/meeting-actions", meeting.group().id(), meeting.permissions(), form, found, viewer)
                .addObject("meeting", meeting)
                .addObject("items", items);
    }

    @PostMapping("/meetings/{id}/actions")
    ModelAndView giveAt(
            @PathVariable MeetingId id,
            @ModelAttribute("form") ActionForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            given(actions.give(id, form.read(), intent(form), viewer), next);
            return new ModelAndView("redirect:/meetings/" + id + "/actions");
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, meeting(meetings.require(id, viewer), form, viewer));
        }
    }

    private static @Nullable String intent(ActionForm form) {
        return form.intent() == null || form.intent().isBlank() ? null : form.intent();
    }

    private static void given(ActionView action, RedirectAttributes next) {
        next.addFlashAttribute("said", action.number() + " is given, and " + action.assigneeName() + " is told.");
    }

    @PostMapping("/actions/{id}/completion")
    String complete(
            @PathVariable ActionId id,
            @RequestParam(required = false) @Nullable String note,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            RedirectAttributes next) {
        return settled(from, next, true, () -> actions.complete(id, note, viewer));
    }

    @PostMapping("/actions/{id}/dropping")
    String drop(
            @PathVariable ActionId id,
            @RequestParam(required = false) @Nullable String note,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            RedirectAttributes next) {
        return settled(from, next, true, () -> actions.drop(id, note, viewer));
    }

    @PostMapping("/actions/{id}/reopening")
    String reopen(
            @PathVariable ActionId id,
            @RequestParam(required = false) @Nullable String note,
            @RequestParam(defaultValue = "") String from,
            Viewer viewer,
            RedirectAttributes next) {
        return settled(from, next, false, () -> actions.reopen(id, note, viewer));
    }

    private static String settled(String from, RedirectAttributes next, boolean undoable, Supplier<ActionView> change) {
        try {
            ActionView action = change.get();
            next.addFlashAttribute(
                    "said",
                    action.number()
                            + switch (action.state()) {
                                case OPEN -> " is open again.";
                                case DONE -> " is done.";
                                case DROPPED -> " is dropped.";
                            });
            if (undoable) {
                next.addFlashAttribute("undo", "/actions/" + action.id() + "/reopening");
            }
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return "redirect:" + OwnPath.of(from);
    }
}
