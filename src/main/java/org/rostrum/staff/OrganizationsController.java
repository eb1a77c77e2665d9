package org.rostrum.staff;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.Organizations;
import org.rostrum.organizations.Standing;
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

/** Members: who they are, their level and standing over time, their domains and delegates. */
@Controller
@RequestMapping("/staff/organizations")
class OrganizationsController {

    private final MemberRegister register;
    private final Organizations organizations;
    private final Undo undo;

    OrganizationsController(MemberRegister register, Organizations organizations, Undo undo) {
        this.register = register;
        this.organizations = organizations;
        this.undo = undo;
    }

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String level,
            @RequestParam(required = false) @Nullable String standing,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        Map<String, String> levels = register.levels();
        MemberRegister.Filter filter = new MemberRegister.Filter(
                Sought.of(q),
                level != null && levels.containsKey(level) ? level : null,
                Arrays.stream(Standing.values())
                        .filter(known -> known.name().equalsIgnoreCase(standing))
                        .findFirst()
                        .orElse(null));
        model.addAttribute("filter", filter);
        model.addAttribute("levels", levels);
        model.addAttribute("found", register.find(filter, page));
        return "staff/organizations";
    }

    @GetMapping("/{organization}")
    String page(@PathVariable OrganizationId organization, Model model) {
        show(organization, model);
        return "staff/organization";
    }

    private void show(OrganizationId id, Model model) {
        model.addAttribute("member", register.require(id));
        model.addAttribute("history", register.history(id));
        model.addAttribute("domains", organizations.domains(id));
        model.addAttribute("delegates", register.delegates(id));
        model.addAttribute("former", register.formerDelegates(id));
        model.addAttribute("offices", register.offices(id));
        model.addAttribute("slip", undo.latest(History.MEMBERSHIP, id.value()).orElse(null));
    }

    // --- A new one ---------------------------------------------------------------------------------------------------

    /** @param since its first day; empty for today */
    record NewForm(
            @Nullable String name,
            @Nullable String level,
            @Nullable String since) {}

    @GetMapping("/new")
    ModelAndView newForm() {
        return create(new NewForm("", "", ""));
    }

    private ModelAndView create(NewForm form) {
        Map<String, String> levels = new LinkedHashMap<>();
        levels.put("", "Choose a level");
        levels.putAll(register.levels());
        return new ModelAndView("staff/organization-new")
                .addObject("form", form)
                .addObject("levels", levels);
    }

    @PostMapping
    ModelAndView create(
            @ModelAttribute("form") NewForm form, BindingResult problems, Viewer viewer, RedirectAttributes next) {
        try {
            OrganizationId created = organizations.create(
                    form.name(),
                    form.level() == null ? "" : form.level(),
                    Typed.day("since", form.since()),
                    viewer.requirePerson());
            next.addFlashAttribute("said", "The organisation is a member. Add its delegates from the list of people.");
            return new ModelAndView("redirect:/staff/organizations/" + created);
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, create(form));
        }
    }

    // --- Its name ----------------------------------------------------------------------------------------------------

    record NameForm(@Nullable String name, @Nullable Integer version) {}

    @GetMapping("/{organization}/name")
    ModelAndView nameForm(@PathVariable OrganizationId organization) {
        MemberRegister.Member member = register.require(organization);
        return name(member, new NameForm(member.name(), member.version()));
    }

    private ModelAndView name(MemberRegister.Member member, NameForm form) {
        return new ModelAndView("staff/organization-name")
                .addObject("form", form)
                .addObject("member", member)
                .addObject("version", form.version());
    }

    @PostMapping("/{organization}/name")
    ModelAndView rename(
            @PathVariable OrganizationId organization,
            @ModelAttribute("form") NameForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            organizations.rename(organization, form.name(), form.version(), viewer.requirePerson());
            next.addFlashAttribute("said", "The name is changed.");
            return new ModelAndView("redirect:/staff/organizations/" + organization);
        } catch (ChangedMeanwhile meanwhile) {
            MemberRegister.Member now = register.require(organization);
            return Told.again(
                    meanwhile,
                    problems,
                    name(now, form).addObject("theirs", now.name()).addObject("version", now.version()));
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, name(register.require(organization), form));
        }
    }

    // --- Level and standing ------------------------------------------------------------------------------------------

    /** @param from the day it begins; empty for at once */
    record MembershipForm(
            @Nullable String level,
            @Nullable Standing standing,
            @Nullable String from,
            @Nullable String reason) {}

    @GetMapping("/{organization}/membership")
    ModelAndView membershipForm(@PathVariable OrganizationId organization) {
        MemberRegister.Member member = register.require(organization);
        return membership(member, new MembershipForm(member.levelCode(), member.standing(), "", ""));
    }

    private ModelAndView membership(MemberRegister.Member member, MembershipForm form) {
        Map<String, String> standings = new LinkedHashMap<>();
        for (Standing standing : Standing.values()) {
            standings.put(standing.name(), capitalised(standing));
        }
        return new ModelAndView("staff/organization-membership")
                .addObject("form", form)
                .addObject("member", member)
                .addObject("levels", register.levels())
                .addObject("standings", standings)
                .addObject(
                        "planned",
                        register.history(member.id()).stream()
                                .filter(MemberRegister.Term::planned)
                                .toList());
    }

    private static String capitalised(Standing standing) {
        String word = standing.name().toLowerCase(Locale.ROOT);
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    @PostMapping("/{organization}/membership")
    ModelAndView changeMembership(
            @PathVariable OrganizationId organization,
            @ModelAttribute("form") MembershipForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            if (form.standing() == null) {
                throw Refusal.invalid("standing", "Choose a standing.");
            }
            organizations.change(
                    organization,
                    form.level() == null ? "" : form.level(),
                    form.standing(),
                    Typed.day("from", form.from()),
                    form.reason(),
                    viewer.requirePerson());
            next.addFlashAttribute("said", "Level and standing are changed.");
            return new ModelAndView("redirect:/staff/organizations/" + organization);
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, membership(register.require(organization), form));
        }
    }

    // --- Domains -----------------------------------------------------------------------------------------------------

    record DomainForm(@Nullable String domain) {}

    @PostMapping("/{organization}/domains")
    ModelAndView addDomain(
            @PathVariable OrganizationId organization,
            @ModelAttribute("form") DomainForm form,
            BindingResult problems,
            Viewer viewer,
            Model model,
            RedirectAttributes next) {
        try {
            String domain = organizations.addDomain(organization, form.domain(), viewer.requirePerson());
            next.addFlashAttribute("said", domain + " is noted. Verify that it is theirs before it lets anybody in.");
            return new ModelAndView("redirect:/staff/organizations/" + organization);
        } catch (Refusal refusal) {
            show(organization, model);
            return Told.again(refusal, problems, new ModelAndView("staff/organization").addObject("form", form));
        }
    }

    @PostMapping("/{organization}/domains/verification")
    String verifyDomain(
            @PathVariable OrganizationId organization,
            @RequestParam String domain,
            Viewer viewer,
            RedirectAttributes next) {
        organizations.verifyDomain(organization, domain, viewer.requirePerson());
        next.addFlashAttribute(
                "said", "Whoever a provider vouches for with an address at " + domain + " is now its delegate.");
        return "redirect:/staff/organizations/" + organization;
    }

    @PostMapping("/{organization}/domains/removal")
    String removeDomain(
            @PathVariable OrganizationId organization,
            @RequestParam String domain,
            Viewer viewer,
            RedirectAttributes next) {
        organizations.removeDomain(organization, domain, viewer.requirePerson());
        next.addFlashAttribute("said", domain + " is removed. Who came in by it stays.");
        return "redirect:/staff/organizations/" + organization;
    }
}
