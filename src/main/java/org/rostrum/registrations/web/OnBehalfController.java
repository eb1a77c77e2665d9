package org.rostrum.registrations.web;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.organizations.PersonId;
import org.rostrum.registrations.Registration;
import org.rostrum.registrations.RegistrationSetup;
import org.rostrum.registrations.RegistrationSetups;
import org.rostrum.registrations.Registrations;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Sought;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The staff register somebody and withdraw them, as somebody asks who calls or stands at the desk. */
@Controller
@RequestMapping("/staff/events/{id}/registrations")
class OnBehalfController {

    private final RegistrationSetups setups;
    private final Registrations registrations;
    private final FormPage formPage;
    private final Clock clock;

    OnBehalfController(RegistrationSetups setups, Registrations registrations, FormPage formPage, Clock clock) {
        this.setups = setups;
        this.registrations = registrations;
        this.formPage = formPage;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView find(@PathVariable EventId id, @RequestParam(required = false) @Nullable String q) {
        RegistrationSetup setup = setups.require(id);
        Sought sought = Sought.of(q);
        List<Registrations.Candidate> found = registrations.candidates(id, sought);
        return new ModelAndView("registration/candidates")
                .addObject("event", setup.event())
                .addObject("now", clock.instant())
                .addObject("sought", sought)
                .addObject("found", found)
                .addObject("cut", found.size() == Registrations.CANDIDATES_AT_MOST);
    }

    @GetMapping("/{person}")
    ModelAndView form(@PathVariable EventId id, @PathVariable PersonId person) {
        RegistrationSetup setup = setups.require(id);
        Viewer participant = participant(id, person);
        Registration kept = registrations.of(id, person).orElse(null);
        return formPage.fill(page(setup, participant), setup, participant, RegistrationForm.of(kept), kept);
    }

    private Viewer participant(EventId id, PersonId person) {
        Viewer participant = registrations.inTheirPlace(person);
        if (registrations.of(id, person).isEmpty() && !registrations.mayRegister(id, participant)) {
            throw new NotFound("person");
        }
        return participant;
    }

    private ModelAndView page(RegistrationSetup setup, Viewer participant) {
        return new ModelAndView("registration/on-behalf")
                .addObject("event", setup.event())
                .addObject("now", clock.instant())
                .addObject("phase", setup.phase(clock.instant()))
                .addObject("participant", participant);
    }

    @PostMapping("/{person}")
    ModelAndView register(
            @PathVariable EventId id,
            @PathVariable PersonId person,
            @RequestParam MultiValueMap<String, String> sent,
            Viewer viewer,
            RedirectAttributes next) {
        RegistrationSetup setup = setups.require(id);
        Viewer participant = participant(id, person);
        RegistrationForm form = RegistrationForm.sent(sent);
        try {
            Registration made =
                    registrations.registerFor(id, person, form.request(setup), form.seen(), viewer.requirePerson());
            next.addFlashAttribute(
                    "said",
                    made.name()
                            + (made.waits()
                                    ? " is registered, and on a waiting list."
                                    : " is registered and told so."));
            return new ModelAndView("redirect:/events/" + id + "/participants");
        } catch (Refusal refusal) {
            Registration kept = registrations.of(id, person).orElse(null);
            return formPage.again(page(setup, participant), refusal, setup, participant, form, kept);
        }
    }

    @PostMapping("/{person}/withdrawal")
    ModelAndView withdraw(
            @PathVariable EventId id, @PathVariable PersonId person, Viewer viewer, RedirectAttributes next) {
        try {
            registrations.withdrawFor(id, person, viewer.requirePerson());
            next.addFlashAttribute("said", "Withdrawn. Whoever waited longest has the place now, and is told.");
        } catch (Refusal refusal) {
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return new ModelAndView("redirect:/events/" + id + "/participants");
    }
}
