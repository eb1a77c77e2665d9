package org.rostrum.registrations.web;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.registrations.Guests;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.web.Told;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Members invite guests to named meetings of an event, and take invitations back. */
@Controller
class GuestsController {

    private final Events events;
    private final Meetings meetings;
    private final Guests guests;
    private final Clock clock;

    GuestsController(Events events, Meetings meetings, Guests guests, Clock clock) {
        this.events = events;
        this.meetings = meetings;
        this.guests = guests;
        this.clock = clock;
    }

    /** @param meetings their ids, of those that were checked */
    record GuestForm(
            @Nullable String name,
            @Nullable String email,
            @Nullable String organization,
            @Nullable String reason,
            @Nullable List<String> meetings) {

        public boolean invites(UUID meeting) {
            return meetings != null && meetings.contains(meeting.toString());
        }

        Guests.Guest guest() {
            Set<UUID> chosen = new HashSet<>();
            for (String meeting : meetings == null ? List.<String>of() : meetings) {
                try {
                    chosen.add(UUID.fromString(meeting));
                } catch (IllegalArgumentException e) {
                    throw Refusal.invalid("meetings", "One of the meetings cannot be read. Choose them again.");
                }
            }
            return new Guests.Guest(name, email, organization, reason, chosen);
        }
    }

    @GetMapping("/events/{id}/guests")
    ModelAndView guests(@PathVariable EventId id, Viewer viewer) {
        EventView event = events.require(id);
        if (event.within() != null) {
            return new ModelAndView("redirect:/events/" + event.week() + "/guests");
        }
        return shown(event, new GuestForm("", "", "", "", List.of()), viewer);
    }

    private ModelAndView shown(EventView event, GuestForm form, Viewer viewer) {
        if (!viewer.member() && !viewer.staff()) {
            throw Refusal.forbidden("Delegates of members and the staff invite guests.");
        }
        return new ModelAndView("registration/guests")
                .addObject("event", event)
                .addObject("now", clock.instant())
                .addObject("form", form)
                .addObject("offered", guests.meetings(event.id(), viewer))
                .addObject("invitations", guests.of(event.id(), viewer));
    }

    @PostMapping("/events/{id}/guests")
    ModelAndView invite(
            @PathVariable EventId id,
            @ModelAttribute("form") GuestForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        EventView event = events.require(id);
        try {
            guests.invite(id, form.guest(), viewer);
            next.addFlashAttribute("said", "Invited, and told by mail how to come in.");
            return new ModelAndView("redirect:/events/" + id + "/guests");
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, shown(event, form, viewer));
        }
    }

    @PostMapping("/meetings/{id}/guests/{person}/revocation")
    ModelAndView revoke(
            @PathVariable MeetingId id, @PathVariable PersonId person, Viewer viewer, RedirectAttributes next) {
        MeetingView meeting = meetings.require(id, viewer);
        try {
            guests.revoke(id, person, viewer);
            next.addFlashAttribute("said", "The invitation is taken back; the meeting is no longer open to them.");
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return new ModelAndView(
                meeting.event() == null
                        ? "redirect:/meetings/" + id + "/people"
                        : "redirect:/events/"
                                + events.require(new EventId(meeting.event())).week() + "/guests");
    }
}
