package org.rostrum.staff;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.identity.JoinRequestId;
import org.rostrum.identity.JoinRequests;
import org.rostrum.identity.JoinRequests.Request;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.Standing;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Sought;
import org.rostrum.shared.web.Told;
import org.springframework.http.HttpStatusCode;
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

/** Those who signed in and whom nothing else lets in: the staff say who they are, or why they stay outside. */
@Controller
@RequestMapping("/staff/requests")
class RequestsController {

    private final JoinRequests requests;
    private final PeopleRegister people;
    private final MemberRegister members;

    RequestsController(JoinRequests requests, PeopleRegister people, MemberRegister members) {
        this.requests = requests;
        this.people = people;
        this.members = members;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("requests", requests.pending());
        return "staff/requests";
    }

    @GetMapping("/{request}")
    ModelAndView page(@PathVariable JoinRequestId request, @RequestParam(required = false) @Nullable String q) {
        return shown(requests.require(request), null, q);
    }

    /** @param organization whom the new person represents; empty for nobody */
    record NewForm(
            @Nullable String name,
            @Nullable String email,
            @Nullable String organization) {

        static NewForm of(Request request) {
            return new NewForm(
                    request.name(),
                    request.email(),
                    request.organization() == null || request.organization().standing() == Standing.LEFT
                            ? ""
                            : request.organization().id().toString());
        }
    }

    private ModelAndView shown(Request request, @Nullable NewForm form, @Nullable String q) {
        Sought sought = Sought.of(q);
        Map<String, String> choice = new LinkedHashMap<>();
        choice.put("", "Nobody: a guest or staff");
        choice.putAll(members.members());
        return new ModelAndView("staff/request")
                .addObject("request", request)
                .addObject("form", form == null ? NewForm.of(request) : form)
                .addObject("members", choice)
                .addObject("sought", sought)
                .addObject(
                        "found",
                        sought.any()
                                ? people.find(new PeopleRegister.Filter(sought, PeopleRegister.Which.ALL), 1)
                                : null);
    }

    @PostMapping("/{request}/approval")
    ModelAndView approve(
            @PathVariable JoinRequestId request,
            @RequestParam(defaultValue = "") String person,
            @RequestParam(required = false) @Nullable String q,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            PersonId known = person(person);
            requests.approve(request, known, viewer.requirePerson());
            next.addFlashAttribute("said", "The account belongs to this person from now on.");
            return new ModelAndView("redirect:/staff/people/" + known);
        } catch (Refusal refusal) {
            return refused(shown(requests.require(request), null, q), "personRefused", refusal);
        }
    }

    private static PersonId person(String chosen) {
        try {
            return PersonId.valueOf(chosen);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("person", "Look for somebody, then choose one of those found.");
        }
    }

    @PostMapping("/{request}/approval/new")
    ModelAndView approveAsNew(
            @PathVariable JoinRequestId request,
            @ModelAttribute("form") NewForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            PersonId created = requests.approveAsNew(
                    request, form.name(), form.email(), organization(form.organization()), viewer.requirePerson());
            next.addFlashAttribute("said", "Added. Whoever is signed in with the account comes in at once.");
            return new ModelAndView("redirect:/staff/people/" + created);
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, shown(requests.require(request), form, null));
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

    @PostMapping("/{request}/refusal")
    ModelAndView refuse(
            @PathVariable JoinRequestId request,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            requests.refuse(request, reason, viewer.requirePerson());
            next.addFlashAttribute("said", "Refused. Whoever asked reads why at their next visit.");
            return new ModelAndView("redirect:/staff/requests");
        } catch (Refusal refusal) {
            return refused(shown(requests.require(request), null, null), "reasonRefused", refusal)
                    .addObject("reason", reason);
        }
    }

    private static ModelAndView refused(ModelAndView page, String where, Refusal refusal) {
        page.addObject(where, refusal.getMessage());
        page.setStatus(HttpStatusCode.valueOf(refusal.reason().status()));
        return page;
    }
}
