package org.rostrum.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.identity.provider.Providers;
import org.rostrum.identity.provider.Providers.Choice;
import org.rostrum.shared.BodySettings;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The way in and out: which provider, why it did not work, and that it is done. */
@Controller
class SignInController {

    private static final String BEGIN =
            OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI + "/";

    private final Providers providers;
    private final BodySettings body;

    SignInController(Providers providers, BodySettings body) {
        this.providers = providers;
        this.body = body;
    }

    /** One provider is no choice. */
    @GetMapping(SigningIn.PAGE)
    String signIn(Model model) {
        List<Choice> choices = providers.choices();
        if (choices.size() == 1) {
            return "redirect:" + BEGIN + choices.getFirst().registration();
        }
        model.addAttribute("choices", choices);
        model.addAttribute("begin", BEGIN);
        model.addAttribute("contact", body.contact());
        return "door/sign-in";
    }

    /** @param provider why they may still be signed in there: "away" or "stays"; null where they are not */
    @GetMapping("/signed-out")
    String signedOut(@RequestParam(required = false) @Nullable String provider, Model model) {
        model.addAttribute("away", "away".equals(provider));
        model.addAttribute("stays", "stays".equals(provider));
        return "door/signed-out";
    }

    /** Forwarded to only, with the status already set. */
    @RequestMapping("/sign-in-failed")
    String failed(HttpServletRequest request, Model model) {
        model.addAttribute("reason", SignInFailure.reason(request).name());
        model.addAttribute("contact", body.contact());
        return "door/sign-in-failed";
    }
}
