package org.rostrum.registrations.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.registrations.MeetingOffer;
import org.rostrum.registrations.Registration;
import org.rostrum.registrations.RegistrationPart;
import org.rostrum.registrations.RegistrationSetup;
import org.rostrum.registrations.Registrations;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.Refusal;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** What the form of a week shows, whether somebody fills it in for themselves or the staff for them. */
@Component
class FormPage {

    private final Registrations registrations;

    FormPage(Registrations registrations) {
        this.registrations = registrations;
    }

    /**
     * @param viewer who registers, which decides what is offered to them
     * @param kept null where they are not registered
     */
    ModelAndView fill(
            ModelAndView page,
            RegistrationSetup setup,
            Viewer viewer,
            RegistrationForm form,
            @Nullable Registration kept) {
        List<MeetingOffer> offered = registrations.meetings(setup.event().id(), viewer);
        Map<EventId, Boolean> open = new LinkedHashMap<>();
        for (RegistrationPart part : setup.parts()) {
            open.put(part.event(), Registrations.openTo(viewer, part));
        }
        return withModes(page)
                .addObject("setup", setup)
                .addObject("form", form)
                .addObject("kept", kept)
                .addObject("offered", offered)
                .addObject("open", open)
                .addObject("problems", page.getModel().getOrDefault("problems", Map.of()));
    }

    /** Templates cannot name the constants of an enum without its package. */
    static ModelAndView withModes(ModelAndView page) {
        return page.addObject("inPersonMode", ParticipationMode.IN_PERSON)
                .addObject("remoteMode", ParticipationMode.REMOTE);
    }

    /** The same page with what was typed, and what is wrong with it beside each field. */
    ModelAndView again(
            ModelAndView page,
            Refusal refusal,
            RegistrationSetup setup,
            Viewer viewer,
            RegistrationForm form,
            @Nullable Registration kept) {
        if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
            throw refusal;
        }
        page.setStatus(HttpStatusCode.valueOf(refusal.reason().status()));
        page.addObject("problems", refusal.fields());
        if (refusal.fields().isEmpty()) {
            page.addObject("refused", refusal.getMessage());
        }
        RegistrationForm shown = form;
        if (refusal instanceof ChangedMeanwhile && kept != null) {
            page.addObject("theirs", kept);
            shown = new RegistrationForm(
                    form.fields(), form.meetings(), form.listed(), Integer.toString(kept.version()));
        }
        return fill(page, setup, viewer, shown, kept);
    }
}
