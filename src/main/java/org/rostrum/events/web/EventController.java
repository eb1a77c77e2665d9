package org.rostrum.events.web;

import java.time.Clock;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

@Controller
class EventController {

    private final Events events;
    private final Clock clock;

    EventController(Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    @GetMapping("/events/{id}")
    String event(@PathVariable EventId id, Viewer viewer, Model model) {
        EventView event = events.require(id);
        model.addAttribute("event", event);
        model.addAttribute("programme", events.programme(id, viewer));
        model.addAttribute("now", clock.instant());
        return "event/event";
    }
}
