package org.rostrum.testing;

import jakarta.servlet.http.Cookie;
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

/** A browser that somebody signed in with: a session in the database, which lasts from request to request. */
public record BrowserSession(String id) {

    private static final String CSRF = "a-token-of-the-session";

    /** @param subject at {@link Body#ISSUER} */
    public static BrowserSession of(SessionRepository<?> sessions, String subject) {
        return new BrowserSession(open(sessions, subject));
    }

    public static BrowserSession of(SessionRepository<?> sessions, Cast person) {
        return of(sessions, person.account());
    }

    /** For MockMvc, which has no container that would know the cookie's name from the settings. */
    public Cookie cookie() {
        return new Cookie("SESSION", encoded());
    }

    /** For the header of that name, to a real server. */
    public String cookieHeader() {
        return "rostrum=" + encoded();
    }

    /** The CSRF token the session began with, as a form carries it: masked, here by zeros. */
    public String csrf() {
        byte[] token = CSRF.getBytes(StandardCharsets.UTF_8);
        byte[] masked = Arrays.copyOf(new byte[token.length], 2 * token.length);
        System.arraycopy(token, 0, masked, token.length, token.length);
        return Base64.getUrlEncoder().encodeToString(masked);
    }

    private String encoded() {
        return Base64.getEncoder().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    private static <S extends Session> String open(SessionRepository<S> sessions, String subject) {
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
        return session.getId();
    }
}
