package org.rostrum.home;

import java.time.Clock;
import java.util.List;
import org.rostrum.access.Viewer;
import org.rostrum.acting.ActingOnBehalf;
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
    private final ActingOnBehalf acting;
    private final Clock clock;

    HomeController(Schedules schedules, Today today, ActingOnBehalf acting, Clock clock) {
        this.schedules = schedules;
        this.today = today;
        this.acting = acting;
        this.clock = clock;
    }

    @GetMapping("/")
    String home(Viewer viewer, Model model) {
        if (viewer.admitted()) {
            model.addAttribute("today", today.of(viewer));
            model.addAttribute("acting", viewer.actor() == null ? acting.now(viewer.requirePerson()) : List.of());
            return "home/today";
        }
        Schedule schedule = schedules.current(viewer, null);
        model.addAttribute("schedule", schedule);
        model.addAttribute("next", schedule.next(NEXT));
        model.addAttribute("now", clock.instant());
        return "home/welcome";
    }
}
