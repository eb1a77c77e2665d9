package org.rostrum.account.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.account.Profile;
import org.rostrum.account.Profiles;
import org.rostrum.acting.ActingOnBehalf;
import org.rostrum.organizations.People;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.ShownWriting;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.UndoId;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who one is here, whom one represents, leaving that, and what one shows of oneself. */
@Controller
class AccountController {

    private static final int ACTINGS = 20;

    private final Profiles profiles;
    private final People people;
    private final ShownWriting writing;
    private final ActingOnBehalf acting;
    private final Clock clock;

    AccountController(Profiles profiles, People people, ShownWriting writing, ActingOnBehalf acting, Clock clock) {
        this.profiles = profiles;
        this.people = people;
        this.writing = writing;
        this.acting = acting;
        this.clock = clock;
    }

    @GetMapping("/me")
    String profile(Viewer viewer, Model model) {
        return shown(viewer.requirePerson(), model);
    }

    @PostMapping("/me/organization/leaving")
    String leave(Viewer viewer, HttpServletResponse response, Model model) {
        PersonId person = viewer.requirePerson();
        try {
            people.leave(person, person);
            return "redirect:/me";
        } catch (Refusal refusal) {
            return refused(refusal, person, response, model);
        }
    }

    @PostMapping("/me/organization/return")
    String comeBack(Viewer viewer, HttpServletResponse response, Model model) {
        PersonId person = viewer.requirePerson();
        try {
            UndoId slip = profiles.ownSlip(person)
                    .orElseThrow(() -> Refusal.conflict("More than ten minutes have passed, or you are back already."
                            + " Ask the staff to enter you again."));
            people.undo(slip, person);
            return "redirect:/me";
        } catch (Refusal refusal) {
            return refused(refusal, person, response, model);
        }
    }

    @PostMapping("/me/writing")
    String showWriting(@RequestParam(defaultValue = "false") boolean shown, Viewer viewer, RedirectAttributes next) {
        writing.choose(viewer.requirePerson(), shown);
        next.addFlashAttribute("writingSaved", true);
        return "redirect:/me#writing";
    }

    @GetMapping("/me/acting")
    String acting(Viewer viewer, @RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute("actings", acting.of(viewer.requirePerson(), after, ACTINGS));
        return "me/acting";
    }

    private String refused(Refusal refusal, PersonId person, HttpServletResponse response, Model model) {
        response.setStatus(refusal.reason().status());
        model.addAttribute("refusal", refusal.getMessage());
        return shown(person, model);
    }

    private String shown(PersonId person, Model model) {
        Instant now = clock.instant();
        Profile profile = profiles.of(person);
        model.addAttribute("profile", profile);
        model.addAttribute("held", profile.held(now));
        model.addAttribute("toCome", profile.toCome(now));
        model.addAttribute("before", profile.before(now));
        model.addAttribute(
                "mayReturn",
                profile.membership() == null && profiles.ownSlip(person).isPresent());
        model.addAttribute("acting", List.copyOf(acting.now(person)));
        return "me/profile";
    }
}
