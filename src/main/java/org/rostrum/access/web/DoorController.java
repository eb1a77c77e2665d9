package org.rostrum.access.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.rostrum.shared.BodySettings;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The pages at the door: how to come in, and why not. Those without a line in {@link Routes} are forwarded to only. */
@Controller
class DoorController {

    private final BodySettings body;

    DoorController(BodySettings body) {
        this.body = body;
    }

    /** A field of a form that could not be taken, to be shown again. */
    record Typed(String name, String value) {}

    @GetMapping("/sign-in")
    String signIn() {
        return "redirect:" + SecurityConfiguration.SIGN_IN;
    }

    @GetMapping("/signed-out")
    String signedOut() {
        return "door/signed-out";
    }

    @RequestMapping("/no-membership")
    String noMembership(Model model) {
        model.addAttribute("contact", body.contact());
        return "door/no-membership";
    }

    @RequestMapping("/sign-in-failed")
    String signInFailed(Model model) {
        model.addAttribute("contact", body.contact());
        return "door/sign-in-failed";
    }

    @RequestMapping("/stale-form")
    String staleForm(HttpServletRequest request, Model model) {
        List<Typed> typed = new ArrayList<>();
        request.getParameterMap().forEach((name, values) -> {
            if (!name.equals("_csrf")) {
                for (String value : values) {
                    typed.add(new Typed(name, value));
                }
            }
        });
        model.addAttribute("typed", typed);
        model.addAttribute("action", request.getAttribute(jakarta.servlet.RequestDispatcher.FORWARD_REQUEST_URI));
        return "door/stale-form";
    }

    @RequestMapping("/refused")
    String refused() {
        return "error/403";
    }
}
