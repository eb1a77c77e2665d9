package org.rostrum.meetings.web;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Place;
import org.rostrum.access.Viewer;
import org.rostrum.groups.GroupView;
import org.rostrum.groups.Groups;
import org.rostrum.groups.OfficeId;
import org.rostrum.groups.OfficeRole;
import org.rostrum.groups.OfficeTerm;
import org.rostrum.groups.Offices;
import org.rostrum.organizations.Delegates;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.History;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Sought;
import org.rostrum.shared.Typed;
import org.rostrum.shared.Undo;
import org.rostrum.shared.UndoId;
import org.rostrum.shared.web.Told;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The roles in a group, which its chairs and the staff give and end. Somebody is searched for first, then chosen. */
@Controller
@RequestMapping("/groups/{group}/roles")
class GroupRolesController {

    private final Groups groups;
    private final Offices offices;
    private final Delegates delegates;
    private final Undo undo;
    private final Clock clock;

    GroupRolesController(Groups groups, Offices offices, Delegates delegates, Undo undo, Clock clock) {
        this.groups = groups;
        this.offices = offices;
        this.delegates = delegates;
        this.undo = undo;
        this.clock = clock;
    }

    /**
     * An appointment as it is typed.
     *
     * @param q whom the chair looked for
     * @param from empty for at once
     * @param lastDay empty for no end
     */
    record AppointmentForm(
            @Nullable String q,
            @Nullable String person,
            @Nullable String role,
            @Nullable String from,
            @Nullable String lastDay) {}

    @GetMapping
    ModelAndView roles(@PathVariable String group, @RequestParam(required = false) @Nullable String q, Viewer viewer) {
        return shown(appointing(group, viewer), new AppointmentForm(q, "", "", "", ""), viewer);
    }

    @PostMapping
    ModelAndView appoint(
            @PathVariable String group,
            @ModelAttribute("form") AppointmentForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        GroupView view = appointing(group, viewer);
        try {
            PersonId person = person(form.person());
            OfficeRole role = role(form.role());
            offices.appoint(
                    view.group().id(),
                    person,
                    role,
                    Typed.day("from", form.from()),
                    Typed.day("lastDay", form.lastDay()),
                    viewer.requirePerson());
            next.addFlashAttribute("said", "Appointed.");
            return back(view);
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, shown(view, form, viewer));
        }
    }

    private static PersonId person(@Nullable String chosen) {
        try {
            return PersonId.valueOf(chosen == null ? "" : chosen);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("person", "Look for somebody by name, then choose one of those found.");
        }
    }

    private static OfficeRole role(@Nullable String chosen) {
        return Arrays.stream(OfficeRole.values())
                .filter(role -> role.name().equals(chosen))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("role", "Choose a role."));
    }

    @PostMapping("/endings")
    ModelAndView end(
            @PathVariable String group,
            @RequestParam(defaultValue = "") String office,
            @RequestParam(required = false) @Nullable String lastDay,
            Viewer viewer,
            RedirectAttributes next) {
        GroupView view = appointing(group, viewer);
        // Who ends their own office has no way back to this page.
        boolean own = groups.terms(view.group().id()).stream()
                .anyMatch(term ->
                        term.id().toString().equals(office) && term.person().equals(viewer.person()));
        try {
            offices.end(view.group().id(), office(office), Typed.day("lastDay", lastDay), viewer.requirePerson());
            next.addFlashAttribute("said", "Ended.");
            return own ? new ModelAndView("redirect:/groups/" + view.group().code()) : back(view);
        } catch (Refusal refusal) {
            ModelAndView page = shown(view, new AppointmentForm("", "", "", "", ""), viewer);
            page.addObject("refused", refusal.getMessage());
            page.setStatus(HttpStatusCode.valueOf(refusal.reason().status()));
            return page;
        }
    }

    private static OfficeId office(String chosen) {
        try {
            return OfficeId.valueOf(chosen);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("office", "Choose the office that ends.");
        }
    }

    @PostMapping("/undo")
    ModelAndView undo(
            @PathVariable String group,
            @RequestParam(defaultValue = "") String slip,
            Viewer viewer,
            RedirectAttributes next) {
        GroupView view = appointing(group, viewer);
        try {
            Undo.Slip found = undo.require(slip(slip), History.OFFICE);
            if (!found.subject().equals(view.group().id().value())) {
                throw new NotFound("change");
            }
            offices.undo(found.id(), viewer.requirePerson());
            next.addFlashAttribute("said", "Undone. What was before holds again.");
            return back(view);
        } catch (Refusal refusal) {
            ModelAndView page = shown(view, new AppointmentForm("", "", "", "", ""), viewer);
            page.addObject("refused", refusal.getMessage());
            page.setStatus(HttpStatusCode.valueOf(refusal.reason().status()));
            return page;
        }
    }

    private static UndoId slip(String chosen) {
        try {
            return UndoId.valueOf(chosen);
        } catch (IllegalArgumentException e) {
            return new UndoId(new UUID(0, 0));
        }
    }

    private GroupView appointing(String code, Viewer viewer) {
        GroupView group = groups.require(code);
        viewer.require(Act.APPOINT, Place.of(group));
        return group;
    }

    private static ModelAndView back(GroupView group) {
        return new ModelAndView("redirect:/groups/" + group.group().code() + "/roles");
    }

    private ModelAndView shown(GroupView group, AppointmentForm form, Viewer viewer) {
        Instant now = clock.instant();
        List<OfficeTerm> terms = groups.terms(group.group().id());
        Sought sought = Sought.of(form.q());
        List<Delegates.Delegate> found = new ArrayList<>(delegates.find(sought));
        return new ModelAndView("group/roles")
                .addObject("group", group)
                .addObject("form", form)
                .addObject("sought", sought)
                .addObject("found", found)
                .addObject("cut", found.size() == Delegates.FOUND_AT_MOST)
                .addObject("roles", roles(viewer))
                .addObject(
                        "now", terms.stream().filter(term -> term.holdsAt(now)).toList())
                .addObject(
                        "coming",
                        terms.stream().filter(term -> term.since().isAfter(now)).toList())
                .addObject(
                        "slip",
                        undo.latest(History.OFFICE, group.group().id().value()).orElse(null));
    }

    /** The members elect their chair; only the staff enter who it is. */
    private static Map<String, String> roles(Viewer viewer) {
        Map<String, String> roles = new LinkedHashMap<>();
        roles.put("", "Choose a role");
        for (OfficeRole role : OfficeRole.values()) {
            if (role != OfficeRole.CHAIR || viewer.staff()) {
                roles.put(role.name(), role.label());
            }
        }
        return roles;
    }
}
