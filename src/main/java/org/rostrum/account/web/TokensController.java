package org.rostrum.account.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.identity.AccessTokens;
import org.rostrum.identity.AccessTokens.TokenView;
import org.rostrum.identity.TokenId;
import org.rostrum.identity.TokenSecret;
import org.rostrum.identity.web.TokenAuthentication;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Personal access tokens: made, shown once, listed, revoked. */
@Controller
class TokensController {

    private static final String FORM = "token";
    private static final String PAGE = "me/tokens";

    private final AccessTokens tokens;
    private final Clock clock;

    TokensController(AccessTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A line of the list. */
    record Row(TokenView token, String scopes, String state) {

        public boolean live() {
            return state.equals("live");
        }
    }

    @GetMapping("/me/tokens")
    String list(Viewer viewer, Model model) {
        model.addAttribute(FORM, TokenForm.empty());
        return shown(viewer.requirePerson(), model);
    }

    /** The answer itself shows the secret: a redirect would have to carry it, and this page is kept nowhere. */
    @PostMapping("/me/tokens")
    String create(
            @ModelAttribute(FORM) TokenForm form,
            BindingResult problems,
            Viewer viewer,
            Authentication authentication,
            HttpServletResponse response,
            Model model) {
        requireSession(authentication);
        PersonId person = viewer.requirePerson();
        try {
            TokenSecret secret = tokens.create(
                    person,
                    form.name() == null ? "" : form.name(),
                    form.scopes() == null ? Set.of() : Set.copyOf(form.scopes()),
                    Duration.ofDays(form.days() == null ? 0 : form.days()),
                    form.intent());
            response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
            model.addAttribute("secret", secret.shown());
            model.addAttribute("created", form.name());
            model.asMap().remove(BindingResult.MODEL_KEY_PREFIX + FORM);
            model.addAttribute(FORM, TokenForm.empty());
        } catch (Refusal refusal) {
            response.setStatus(refusal.reason().status());
            boolean again = refusal.fields().containsKey("intent");
            if (refusal.fields().isEmpty() || again) {
                problems.reject("", String.valueOf(refusal.getMessage()));
                // What was sent under the old key has been done; sent again, this is another token.
                model.addAttribute("intent", again ? NewId.next() : form.intent());
            } else {
                refusal.fields().forEach((field, message) -> problems.rejectValue(field, "", message));
            }
        }
        return shown(person, model);
    }

    @PostMapping("/me/tokens/{token}/revocation")
    String revoke(
            @PathVariable TokenId token,
            Viewer viewer,
            Authentication authentication,
            HttpServletResponse response,
            Model model) {
        requireSession(authentication);
        PersonId person = viewer.requirePerson();
        try {
            tokens.revoke(token, person);
            return "redirect:/me/tokens";
        } catch (Refusal refusal) {
            response.setStatus(refusal.reason().status());
            model.addAttribute("refusal", refusal.getMessage());
            model.addAttribute(FORM, TokenForm.empty());
            return shown(person, model);
        }
    }

    private static void requireSession(@Nullable Authentication authentication) {
        if (authentication instanceof TokenAuthentication) {
            throw Refusal.forbidden("A token makes and ends no tokens. Sign in with a browser to do this.");
        }
    }

    private String shown(PersonId person, Model model) {
        Instant now = clock.instant();
        if (!model.containsAttribute("intent") && model.getAttribute(FORM) instanceof TokenForm form) {
            model.addAttribute("intent", form.intent());
        }
        List<Row> rows = tokens.of(person).stream()
                .map(token -> new Row(
                        token,
                        TokenScope.inWords(token.scopes()),
                        token.revokedAt() != null ? "revoked" : token.expiredAt(now) ? "expired" : "live"))
                .toList();
        Map<String, String> lifetimes = new LinkedHashMap<>();
        AccessTokens.LIFETIMES.forEach(lifetime -> lifetimes.put(
                String.valueOf(lifetime.toDays()),
                lifetime.toDays() == 365 ? "in a year" : "in " + lifetime.toDays() + " days"));
        model.addAttribute("tokens", rows);
        model.addAttribute("scopes", TokenScope.ALL);
        model.addAttribute("lifetimes", lifetimes);
        model.addAttribute("most", AccessTokens.MOST);
        return PAGE;
    }
}
