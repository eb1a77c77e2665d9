package org.rostrum.staff;

import org.rostrum.access.Viewer;
import org.rostrum.notifications.MailId;
import org.rostrum.notifications.Outbox;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Trying mail again that did not leave. */
@Controller
class MailController {

    private final Outbox outbox;

    MailController(Outbox outbox) {
        this.outbox = outbox;
    }

    @PostMapping("/staff/mail/{mail}/tries")
    String again(@PathVariable MailId mail, Viewer viewer, RedirectAttributes next) {
        try {
            outbox.tryAgain(mail, viewer.requirePerson());
            next.addFlashAttribute("said", "This mail is tried again now.");
        } catch (Refusal refusal) {
            next.addFlashAttribute("said", refusal.getMessage());
        }
        return "redirect:/staff";
    }

    @PostMapping("/staff/mail/tries")
    String allAgain(Viewer viewer, RedirectAttributes next) {
        int mails = outbox.tryAllAgain(viewer.requirePerson());
        next.addFlashAttribute(
                "said", mails == 1 ? "One mail is tried again now." : mails + " mails are tried again now.");
        return "redirect:/staff";
    }
}
