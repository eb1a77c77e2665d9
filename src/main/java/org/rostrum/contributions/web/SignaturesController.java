package org.rostrum.contributions.web;

import java.util.Map;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.SignatureId;
import org.rostrum.contributions.SignatureKind;
import org.rostrum.contributions.Signatures;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Asking organisations to sign a contribution, and answering for one's own. All of it leads back to its page. */
@Controller
@RequestMapping("/contributions/{id}/signatures")
class SignaturesController {

    private final Signatures signatures;

    SignaturesController(Signatures signatures) {
        this.signatures = signatures;
    }

    @PostMapping
    String ask(
            @PathVariable ContributionId id,
            @RequestParam(defaultValue = "SOURCE") SignatureKind kind,
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(defaultValue = "") String delegate,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            signatures.ask(id, kind, organization, delegate, viewer);
            next.addFlashAttribute("said", "Asked. It counts once the organisation has signed.");
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute(
                    "askedSignature", Map.of("kind", kind.name(), "organization", organization, "delegate", delegate));
            next.addFlashAttribute("signatureProblems", refusal.fields());
            if (refusal.fields().isEmpty()) {
                next.addFlashAttribute("refused", refusal.getMessage());
            }
        }
        return "redirect:/contributions/" + id + "#signatures";
    }

    @PostMapping("/{signature}/withdrawal")
    String withdraw(
            @PathVariable ContributionId id,
            @PathVariable SignatureId signature,
            Viewer viewer,
            RedirectAttributes next) {
        return done(id, next, "The request is taken back.", () -> signatures.withdraw(id, signature, viewer));
    }

    @PostMapping("/{signature}/acceptance")
    String sign(
            @PathVariable ContributionId id,
            @PathVariable SignatureId signature,
            @RequestParam(defaultValue = "") String word,
            Viewer viewer,
            RedirectAttributes next) {
        next.addFlashAttribute("undo", "/contributions/" + id + "/signatures/" + signature + "/revocation");
        return done(id, next, "Your organisation signs.", () -> signatures.sign(id, signature, word, viewer));
    }

    @PostMapping("/{signature}/refusal")
    String decline(
            @PathVariable ContributionId id,
            @PathVariable SignatureId signature,
            @RequestParam(defaultValue = "") String word,
            Viewer viewer,
            RedirectAttributes next) {
        return done(
                id,
                next,
                "Your organisation does not sign. The author is told.",
                () -> signatures.decline(id, signature, word, viewer));
    }

    @PostMapping("/{signature}/revocation")
    String takeBack(
            @PathVariable ContributionId id,
            @PathVariable SignatureId signature,
            @RequestParam(defaultValue = "") String word,
            Viewer viewer,
            RedirectAttributes next) {
        return done(
                id,
                next,
                "Your organisation no longer signs. The author is told.",
                () -> signatures.takeBack(id, signature, word, viewer));
    }

    private static String done(ContributionId id, RedirectAttributes next, String said, Runnable work) {
        try {
            work.run();
            next.addFlashAttribute("said", said);
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return "redirect:/contributions/" + id + "#signatures";
    }
}
