package org.rostrum.home;

import java.time.Clock;
import org.rostrum.access.Viewer;
import org.rostrum.events.Schedule;
import org.rostrum.events.Schedules;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class HomeController {

    private static final int NEXT = 4;

    private final Schedules schedules;
    private final Today today;
    private final Clock clock;

    HomeController(Schedules schedules, Today today, Clock clock) {
        this.schedules = schedules;
        this.today = today;
        this.clock = clock;
    }

    @GetMapping("/")
    String home(Viewer viewer, Model model) {
        if (viewer.admitted()) {
            model.addAttribute("today", today.of(viewer));
            return "home/today";
        }
        Schedule schedule = schedules.current(viewer, null);
        model.addAttribute("schedule", schedule);
        model.addAttribute("next", schedule.next(NEXT));
        model.addAttribute("now", clock.instant());
        return "home/welcome";
    }
}
