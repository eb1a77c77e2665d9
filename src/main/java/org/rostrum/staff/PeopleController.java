package org.rostrum.staff;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.People;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.History;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Sought;
import org.rostrum.shared.Typed;
import org.rostrum.shared.Undo;
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

/** People: who they are, whom they represent, which offices they hold and how they come in. */
@Controller
@RequestMapping("/staff/people")
class PeopleController {

    private final PeopleRegister register;
    private final MemberRegister members;
    private final People people;
    private final Undo undo;

    PeopleController(PeopleRegister register, MemberRegister members, People people, Undo undo) {
        this.register = register;
        this.members = members;
        this.people = people;
        this.undo = undo;
    }

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String which,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        PeopleRegister.Filter filter = new PeopleRegister.Filter(Sought.of(q), PeopleRegister.Which.coded(which));
        model.addAttribute("filter", filter);
        model.addAttribute("kinds", PeopleRegister.Which.values());
        model.addAttribute("found", register.find(filter, page));
        return "staff/people";
    }

    @GetMapping("/{person}")
    String page(@PathVariable PersonId person, Model model) {
        model.addAttribute("known", register.require(person));
        model.addAttribute("organizations", register.organizations(person));
        model.addAttribute("offices", register.offices(person));
        model.addAttribute("logins", register.logins(person));
        model.addAttribute(
                "slip", undo.latest(History.DELEGATION, person.value()).orElse(null));
        return "staff/person";
    }

    // --- A new one ---------------------------------------------------------------------------------------------------

    /** @param organization whom they represent from now on; empty for nobody, as a guest or staff */
    record NewForm(
            @Nullable String name,
            @Nullable String email,
            @Nullable String organization) {}

    @GetMapping("/new")
    ModelAndView newForm(@RequestParam(required = false) @Nullable String organization) {
        return create(new NewForm("", "", organization));
    }

    private ModelAndView create(NewForm form) {
        return new ModelAndView("staff/person-new")
                .addObject("form", form)
                .addObject("members", choice("Nobody: a guest or staff"));
    }

    private Map<String, String> choice(String none) {
        Map<String, String> choice = new LinkedHashMap<>();
        choice.put("", none);
        choice.putAll(members.members());
        return choice;
    }

    @PostMapping
    ModelAndView create(
            @ModelAttribute("form") NewForm form, BindingResult problems, Viewer viewer, RedirectAttributes next) {
        try {
            PersonId created =
                    people.create(form.name(), form.email(), organization(form.organization()), viewer.requirePerson());
            next.addFlashAttribute(
                    "said",
                    "Added. At the first sign-in with this address, confirmed by a provider, the portal knows them.");
            return new ModelAndView("redirect:/staff/people/" + created);
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, create(form));
        }
    }

    private static @Nullable OrganizationId organization(@Nullable String chosen) {
        if (chosen == null || chosen.isBlank()) {
            return null;
        }
        try {
            return OrganizationId.valueOf(chosen);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("organization", "There is no such organisation. Choose one of the list.");
        }
    }

    // --- Name and address --------------------------------------------------------------------------------------------

    record NameForm(
            @Nullable String name,
            @Nullable String email,
            @Nullable Integer version) {}

    @GetMapping("/{person}/name")
    ModelAndView nameForm(@PathVariable PersonId person) {
        PeopleRegister.Known known = register.require(person);
        return name(known, new NameForm(known.name(), known.email(), known.version()));
    }

    private static ModelAndView name(PeopleRegister.Known known, NameForm form) {
        return new ModelAndView("staff/person-name")
                .addObject("form", form)
                .addObject("known", known)
                .addObject("version", form.version());
    }

    @PostMapping("/{person}/name")
    ModelAndView correct(
            @PathVariable PersonId person,
            @ModelAttribute("form") NameForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            people.correct(person, form.name(), form.email(), form.version(), viewer.requirePerson());
            next.addFlashAttribute("said", "Name and address are corrected.");
            return new ModelAndView("redirect:/staff/people/" + person);
        } catch (ChangedMeanwhile meanwhile) {
            PeopleRegister.Known now = register.require(person);
            return Told.again(
                    meanwhile,
                    problems,
                    name(now, form).addObject("theirs", now).addObject("version", now.version()));
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, name(register.require(person), form));
        }
    }

    // --- Whom they represent -----------------------------------------------------------------------------------------

    /** @param from the day it begins; empty for at once */
    record OrganizationForm(
            @Nullable String organization, @Nullable String from) {}

    @GetMapping("/{person}/organization")
    ModelAndView organizationForm(@PathVariable PersonId person) {
        return organization(person, new OrganizationForm("", ""));
    }

    private ModelAndView organization(PersonId person, OrganizationForm form) {
        return new ModelAndView("staff/person-organization")
                .addObject("form", form)
                .addObject("known", register.require(person))
                .addObject("members", choice("Choose an organisation"));
    }

    @PostMapping("/{person}/organization")
    ModelAndView represent(
            @PathVariable PersonId person,
            @ModelAttribute("form") OrganizationForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            OrganizationId organization = organization(form.organization());
            if (organization == null) {
                throw Refusal.invalid("organization", "Choose whom the person represents.");
            }
            people.represent(person, organization, Typed.day("from", form.from()), viewer.requirePerson());
            next.addFlashAttribute(
                    "said", "The organisation is changed. What was written before stays with the former one.");
            return new ModelAndView("redirect:/staff/people/" + person);
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, organization(person, form));
        }
    }

    @PostMapping("/{person}/leaving")
    String leave(@PathVariable PersonId person, Viewer viewer, RedirectAttributes next) {
        people.leave(person, viewer.requirePerson());
        next.addFlashAttribute("said", "The person represents nobody any more.");
        return "redirect:/staff/people/" + person;
    }

    // --- Whether they may come in, and what they are here ------------------------------------------------------------

    @PostMapping("/{person}/staff")
    String works(
            @PathVariable PersonId person,
            @RequestParam(defaultValue = "false") boolean staff,
            @RequestParam(defaultValue = "false") boolean testStaff,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            people.works(person, staff, testStaff, viewer.requirePerson());
            next.addFlashAttribute("said", "Saved.");
        } catch (Refusal refusal) {
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return "redirect:/staff/people/" + person;
    }

    @PostMapping("/{person}/deactivation")
    String deactivate(@PathVariable PersonId person, Viewer viewer, RedirectAttributes next) {
        try {
            people.deactivate(person, viewer.requirePerson());
            next.addFlashAttribute("said", "Deactivated. Every open connection is closed; what the person did stays.");
        } catch (Refusal refusal) {
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return "redirect:/staff/people/" + person;
    }

    @PostMapping("/{person}/reactivation")
    String reactivate(@PathVariable PersonId person, Viewer viewer, RedirectAttributes next) {
        try {
            people.reactivate(person, viewer.requirePerson());
            next.addFlashAttribute("said", "Reactivated.");
        } catch (Refusal refusal) {
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return "redirect:/staff/people/" + person;
    }
}
