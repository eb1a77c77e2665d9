package org.rostrum.acting.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.acting.ActingId;
import org.rostrum.acting.ActingOnBehalf;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Begins and ends acting on behalf of somebody. */
@Controller
class ActingController {

    private final ActingOnBehalf acting;
    private final JdbcClient jdbc;

    ActingController(ActingOnBehalf acting, JdbcClient jdbc) {
        this.acting = acting;
        this.jdbc = jdbc;
    }

    @GetMapping("/staff/people/{person}/acting")
    String form(@PathVariable PersonId person, Model model) {
        return shown(person, null, null, model);
    }

    @PostMapping("/staff/people/{person}/acting")
    String start(
            @PathVariable PersonId person,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "0") int minutes,
            Viewer viewer,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        HttpSession session = request.getSession();
        try {
            ActingId started = acting.start(viewer, person, reason, minutes, session.getId());
            ActingSession.begin(started, request, response);
            return "redirect:/";
        } catch (Refusal refusal) {
            response.setStatus(refusal.reason().status());
            return shown(person, reason, refusal.getMessage(), model);
        }
    }

    @PostMapping("/acting/end")
    String end(Viewer viewer, HttpServletRequest request, HttpServletResponse response) {
        if (viewer.actor() == null) {
            return "redirect:/";
        }
        acting.end(viewer.actor());
        ActingSession.end(request, response);
        return "redirect:/staff/people/" + viewer.requirePerson();
    }

    private String shown(PersonId person, @Nullable String reason, @Nullable String problem, Model model) {
        model.addAttribute("person", person);
        model.addAttribute(
                "name",
                jdbc.sql("select name from person where id = :id")
                        .param("id", person.value())
                        .query(String.class)
                        .optional()
                        .orElseThrow(() -> new NotFound("person")));
        model.addAttribute("reason", reason);
        model.addAttribute("problem", problem);
        return "staff/acting";
    }
}
