package org.rostrum.testing;

import org.rostrum.organizations.PersonId;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.OidcLoginRequestPostProcessor;

/** Somebody of a test's own, whose rights may change without the {@link Cast} noticing. */
public record Newcomer(PersonId id, String name) {

    public String token() {
        return "rostrum-newcomer-" + id;
    }

    /** Signed in through the provider, as a MockMvc request sees it. */
    public OidcLoginRequestPostProcessor signedIn() {
        return SecurityMockMvcRequestPostProcessors.oidcLogin()
                .idToken(token ->
                        token.issuer(Body.ISSUER).subject(id.toString()).claim("name", name));
    }
}
