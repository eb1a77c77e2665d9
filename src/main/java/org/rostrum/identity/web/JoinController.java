package org.rostrum.identity.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rostrum.identity.Account;
import org.rostrum.identity.JoinRequests;
import org.rostrum.identity.JoinRequests.Request;
import org.rostrum.identity.provider.Accounts;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.Refusal;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** For those who are signed in but belong to no member: why they see nothing, and asking for access. */
@Controller
class JoinController {

    private static final String FORM = "join";

    private final JoinRequests requests;
    private final BodySettings body;

    JoinController(JoinRequests requests, BodySettings body) {
        this.requests = requests;
        this.body = body;
    }

    record JoinForm(@Nullable String message) {}

    /** Shown at this address, and forwarded to from each that only members may see. */
    @RequestMapping("/no-membership")
    ModelAndView noMembership(@Nullable Authentication authentication, Model model) {
        return shown(account(authentication), new JoinForm(""), model);
    }

    @PostMapping("/join-requests")
    ModelAndView ask(
            @ModelAttribute(FORM) JoinForm form,
            BindingResult problems,
            @Nullable Authentication authentication,
            Model model) {
        Account account = account(authentication)
                .orElseThrow(() -> Refusal.forbidden("Sign in with your browser to ask for access."));
        try {
            requests.ask(account, form.message());
            return new ModelAndView("redirect:/no-membership");
        } catch (Refusal refusal) {
            if (refusal.fields().isEmpty()) {
                problems.reject("", String.valueOf(refusal.getMessage()));
            }
            refusal.fields().forEach((field, message) -> problems.rejectValue(field, "", message));
            ModelAndView again = shown(Optional.of(account), form, model);
            again.setStatus(HttpStatusCode.valueOf(refusal.reason().status()));
            return again;
        }
    }

    private static Optional<Account> account(@Nullable Authentication authentication) {
        return authentication instanceof OAuth2AuthenticationToken token
                        && token.getPrincipal() instanceof OidcUser user
                ? Optional.of(Accounts.of(token.getAuthorizedClientRegistrationId(), user))
                : Optional.empty();
    }

    private ModelAndView shown(Optional<Account> account, JoinForm form, Model model) {
        Optional<Request> latest = account.flatMap(asked -> requests.latestOf(asked.issuer(), asked.subject()));
        model.addAttribute(FORM, form);
        model.addAttribute("account", account.orElse(null));
        model.addAttribute("pending", latest.filter(Request::pending).orElse(null));
        model.addAttribute(
                "refused", latest.filter(request -> request.reason() != null).orElse(null));
        model.addAttribute("contact", body.contact());
        return new ModelAndView("door/no-membership", model.asMap());
    }
}
