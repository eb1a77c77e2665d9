package org.rostrum.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** A session as a browser has it that signed in through the provider. */
public record OpenSession(String id) {

    private static final String CSRF = "a-token-of-the-session";

    public static <S extends Session> OpenSession of(SessionRepository<S> sessions, String subject) {
        var authorities = AuthorityUtils.createAuthorityList("OIDC_USER");
        Instant now = Instant.now();
        OidcIdToken token = OidcIdToken.withTokenValue("unread")
                .issuer(Body.ISSUER)
                .subject(subject)
                .issuedAt(now)
                .expiresAt(now.plus(1, ChronoUnit.HOURS))
                .build();
        S session = sessions.createSession();
        session.setAttribute(
                HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                new SecurityContextImpl(new OAuth2AuthenticationToken(
                        new DefaultOidcUser(authorities, token), authorities, "rostrum")));
        session.setAttribute(
                "org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository.CSRF_TOKEN",
                new DefaultCsrfToken("X-CSRF-TOKEN", "_csrf", CSRF));
        sessions.save(session);
        return new OpenSession(session.getId());
    }

    /** What the header {@code Cookie} says. */
    public String cookie() {
        return "rostrum=" + Base64.getEncoder().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    /** What the header {@code X-CSRF-TOKEN} says: masked, as a form carries it, here by zeros. */
    public String csrf() {
        byte[] token = CSRF.getBytes(StandardCharsets.UTF_8);
        byte[] masked = Arrays.copyOf(new byte[token.length], 2 * token.length);
        System.arraycopy(token, 0, masked, token.length, token.length);
        return Base64.getUrlEncoder().encodeToString(masked);
    }
}
