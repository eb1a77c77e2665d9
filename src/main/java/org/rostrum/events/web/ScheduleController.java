package org.rostrum.events.web;

import java.time.Clock;
import java.time.Year;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventKind;
import org.rostrum.events.Schedules;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The schedule, public. Its filters stand in the address, so that a view of it can be passed on. */
@Controller
class ScheduleController {

    private final Schedules schedules;
    private final Clock clock;

    ScheduleController(Schedules schedules, Clock clock) {
        this.schedules = schedules;
        this.clock = clock;
    }

    @GetMapping("/schedule")
    String schedule(
            @RequestParam(name = "year", defaultValue = "") String askedYear,
            @RequestParam(name = "kind", defaultValue = "") String askedKind,
            Viewer viewer,
            Model model) {
        Integer year = year(askedYear);
        EventKind kind = EventKind.of(askedKind).orElse(null);
        model.addAttribute(
                "schedule", year == null ? schedules.current(viewer, kind) : schedules.ofYear(year, viewer, kind));
        model.addAttribute("now", clock.instant());
        model.addAttribute("year", year);
        model.addAttribute("kind", kind);
        model.addAttribute("kinds", EventKind.values());
        model.addAttribute("misread", misread(askedYear, year, askedKind, kind));
        return "schedule/schedule";
    }

    /** What of the filters could not be read: the page then says so instead of quietly showing something else. */
    private static @Nullable String misread(
            String askedYear, @Nullable Integer year, String askedKind, @Nullable EventKind kind) {
        if (year == null && !askedYear.isBlank()) {
            return "The year in the address cannot be read. This is the current schedule.";
        }
        if (kind == null && !askedKind.isBlank()) {
            return "There is no such kind of event. All kinds are shown.";
        }
        return null;
    }

    private static @Nullable Integer year(String asked) {
        return asked.matches("[12][0-9]{3}") ? Integer.valueOf(Year.parse(asked).getValue()) : null;
    }
}
