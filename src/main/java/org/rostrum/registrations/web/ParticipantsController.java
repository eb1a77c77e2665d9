package org.rostrum.registrations.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.registrations.Participants;
import org.rostrum.registrations.RegistrationSetups;
import org.rostrum.shared.Sought;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who comes, by organisation. */
@Controller
class ParticipantsController {

    private final Events events;
    private final RegistrationSetups setups;
    private final Participants participants;
    private final Clock clock;

    ParticipantsController(Events events, RegistrationSetups setups, Participants participants, Clock clock) {
        this.events = events;
        this.setups = setups;
        this.participants = participants;
        this.clock = clock;
    }

    @GetMapping("/events/{id}/participants")
    ModelAndView participants(
            @PathVariable EventId id,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "") String part,
            @RequestParam(defaultValue = "") String mode,
            Viewer viewer) {
        EventView event = events.require(id);
        if (event.within() != null) {
            return new ModelAndView("redirect:/events/" + event.week() + "/participants");
        }
        ModelAndView page = new ModelAndView("registration/participants")
                .addObject("event", event)
                .addObject("now", clock.instant());
        if (setups.of(event).isEmpty()) {
            return page.addObject("listing", null);
        }
        Participants.Filter filter = filter(q, part, mode);
        return page.addObject("filter", filter).addObject("listing", participants.list(id, filter, viewer));
    }

    static Participants.Filter filter(@Nullable String q, String part, String mode) {
        return new Participants.Filter(Sought.of(q), part(part), mode(mode));
    }

    private static @Nullable EventId part(String asked) {
        try {
            return asked.isEmpty() ? null : EventId.valueOf(asked);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable ParticipationMode mode(String asked) {
        return Stream.of(ParticipationMode.values())
                .filter(mode ->
                        mode.name().equals(asked.toUpperCase(Locale.ROOT).replace('-', '_')))
                .findFirst()
                .orElse(null);
    }

    @GetMapping("/staff/events/{id}/participants.csv")
    ResponseEntity<byte[]> export(@PathVariable EventId id, Viewer viewer) {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Content-Disposition", "attachment; filename=\"participants.csv\"")
                .body(participants.export(id, viewer.requirePerson()).getBytes(StandardCharsets.UTF_8));
    }
}
