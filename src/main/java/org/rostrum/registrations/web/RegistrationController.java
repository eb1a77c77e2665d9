package org.rostrum.registrations.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.registrations.CheckInAddress;
import org.rostrum.registrations.QrCode;
import org.rostrum.registrations.Registration;
import org.rostrum.registrations.RegistrationSetup;
import org.rostrum.registrations.RegistrationSetup.Phase;
import org.rostrum.registrations.RegistrationSetups;
import org.rostrum.registrations.Registrations;
import org.rostrum.shared.Markdown;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Registering for an event: one form for its whole week, whose page says to everybody when it opens and what places are
 * left, and to whoever registered how they stand.
 */
@Controller
@RequestMapping("/events/{id}/registration")
class RegistrationController {

    private final Events events;
    private final RegistrationSetups setups;
    private final Registrations registrations;
    private final FormPage formPage;
    private final CheckInAddress address;
    private final Markdown markdown;
    private final Clock clock;

    RegistrationController(
            Events events,
            RegistrationSetups setups,
            Registrations registrations,
            FormPage formPage,
            CheckInAddress address,
            Markdown markdown,
            Clock clock) {
        this.events = events;
        this.setups = setups;
        this.registrations = registrations;
        this.formPage = formPage;
        this.address = address;
        this.markdown = markdown;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView page(@PathVariable EventId id, Viewer viewer) {
        EventView event = events.require(id);
        if (event.within() != null) {
            return new ModelAndView("redirect:/events/" + event.week() + "/registration");
        }
        RegistrationSetup setup = setups.of(event).orElse(null);
        if (setup == null) {
            return base(event).addObject("setup", null);
        }
        Registration kept = registrations.of(id, viewer.person()).orElse(null);
        boolean may = registrations.mayRegister(id, viewer);
        boolean active = kept != null && kept.active();
        ModelAndView page = shown(setup, kept, may);
        return may && !active && setup.phase(clock.instant()) == Phase.OPEN
                ? formPage.fill(page, setup, viewer, RegistrationForm.of(kept), kept)
                : page;
    }

    private ModelAndView base(EventView event) {
        return new ModelAndView("registration/page").addObject("event", event).addObject("now", clock.instant());
    }

    /** @param kept the viewer's own, also a withdrawn one; null for none */
    private ModelAndView shown(RegistrationSetup setup, @Nullable Registration kept, boolean may) {
        return FormPage.withModes(base(setup.event()))
                .addObject("setup", setup)
                .addObject("phase", setup.phase(clock.instant()))
                .addObject("note", markdown.toHtml(setup.note()))
                .addObject("may", may)
                .addObject("own", kept != null && kept.active() ? kept : null)
                .addObject("withdrawn", kept != null && !kept.active() ? kept : null);
    }

    /** The form again, for whoever is registered. */
    @GetMapping("/change")
    ModelAndView change(@PathVariable EventId id, Viewer viewer) {
        RegistrationSetup setup = setups.require(id);
        Registration kept = registrations.of(id, viewer.person()).orElse(null);
        Phase phase = setup.phase(clock.instant());
        boolean open = phase == Phase.OPEN || phase == Phase.CHANGES;
        if (kept == null || !kept.active() || !open || !registrations.mayRegister(id, viewer)) {
            return new ModelAndView("redirect:/events/" + id + "/registration");
        }
        return formPage.fill(shown(setup, kept, true), setup, viewer, RegistrationForm.of(kept), kept);
    }

    @PostMapping
    ModelAndView register(
            @PathVariable EventId id,
            @RequestParam MultiValueMap<String, String> sent,
            Viewer viewer,
            RedirectAttributes next) {
        RegistrationSetup setup = setups.require(id);
        RegistrationForm form = RegistrationForm.sent(sent);
        try {
            registrations.register(id, form.request(setup), form.seen(), viewer);
            next.addFlashAttribute("said", "Saved. What you answered is below.");
            return new ModelAndView("redirect:/events/" + id + "/registration");
        } catch (Refusal refusal) {
            Registration kept = registrations.of(id, viewer.person()).orElse(null);
            return formPage.again(
                    shown(setup, kept, registrations.mayRegister(id, viewer)), refusal, setup, viewer, form, kept);
        }
    }

    @PostMapping("/withdrawal")
    ModelAndView withdraw(@PathVariable EventId id, Viewer viewer, RedirectAttributes next) {
        try {
            registrations.withdraw(id, viewer);
            next.addFlashAttribute("said", "You are not registered any more. Your places are free for others.");
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return new ModelAndView("redirect:/events/" + id + "/registration");
    }

    /** To be printed, or held to the desk's camera: nothing but what one is asked for at the door. */
    @GetMapping("/badge")
    ModelAndView badge(@PathVariable EventId id, Viewer viewer) {
        RegistrationSetup setup = setups.require(id);
        return new ModelAndView("registration/badge")
                .addObject("event", setup.event())
                .addObject("own", own(id, viewer));
    }

    @GetMapping("/code.svg")
    ResponseEntity<byte[]> code(@PathVariable EventId id, Viewer viewer) {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("image/svg+xml"))
                // One's own, and another's at the same address.
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(QrCode.of(address.of(own(id, viewer).code())).svg().getBytes(StandardCharsets.UTF_8));
    }

    private Registration own(EventId id, Viewer viewer) {
        return registrations
                .of(id, viewer.person())
                .filter(Registration::active)
                .orElseThrow(() -> new NotFound("registration"));
    }
}
