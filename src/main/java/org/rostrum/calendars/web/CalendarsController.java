package org.rostrum.calendars.web;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.calendars.CalendarLinkId;
import org.rostrum.calendars.CalendarLinks;
import org.rostrum.calendars.LinkSecret;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** One's own calendar addresses: made, shown once, listed, ended. */
@Controller
class CalendarsController {

    private static final String FORM = "link";

    private final CalendarLinks links;

    CalendarsController(CalendarLinks links) {
        this.links = links;
    }

    record LinkForm(@Nullable String name, @Nullable String intent) {

        static LinkForm empty() {
            return new LinkForm("", NewId.next().toString());
        }
    }

    @GetMapping("/me/calendars")
    String list(Viewer viewer, Model model) {
        model.addAttribute(FORM, LinkForm.empty());
        return shown(viewer.requirePerson(), model);
    }

    /** The answer itself shows the address: a redirect would have to carry it, and this page is kept nowhere. */
    @PostMapping("/me/calendars")
    String create(
            @ModelAttribute(FORM) LinkForm form,
            BindingResult problems,
            Viewer viewer,
            HttpServletResponse response,
            Model model) {
        PersonId person = viewer.requirePerson();
        try {
            LinkSecret secret = links.create(person, form.name(), form.intent());
            response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
            model.addAttribute("address", secret.path());
            model.addAttribute("created", form.name());
            model.asMap().remove(BindingResult.MODEL_KEY_PREFIX + FORM);
            model.addAttribute(FORM, LinkForm.empty());
        } catch (Refusal refusal) {
            response.setStatus(refusal.reason().status());
            if (refusal.fields().containsKey("name")) {
                problems.rejectValue("name", "", String.valueOf(refusal.getMessage()));
            } else {
                problems.reject("", String.valueOf(refusal.getMessage()));
            }
            if (refusal.fields().containsKey("intent")) {
                // What was sent under the old key has been done; sent again, this is another address.
                model.addAttribute("intent", NewId.next());
            }
        }
        return shown(person, model);
    }

    @PostMapping("/me/calendars/{link}/revocation")
    String revoke(@PathVariable CalendarLinkId link, Viewer viewer, HttpServletResponse response, Model model) {
        PersonId person = viewer.requirePerson();
        try {
            links.revoke(link, person);
            return "redirect:/me/calendars";
        } catch (Refusal refusal) {
            response.setStatus(refusal.reason().status());
            model.addAttribute("refusal", refusal.getMessage());
            model.addAttribute(FORM, LinkForm.empty());
            return shown(person, model);
        }
    }

    private String shown(PersonId person, Model model) {
        if (!model.containsAttribute("intent") && model.getAttribute(FORM) instanceof LinkForm form) {
            model.addAttribute("intent", form.intent());
        }
        model.addAttribute("links", links.of(person));
        model.addAttribute("most", CalendarLinks.MOST);
        return "me/calendars";
    }
}
