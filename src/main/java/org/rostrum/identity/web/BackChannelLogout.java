package org.rostrum.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rostrum.identity.ProviderLogouts;
import org.rostrum.identity.ProviderLogouts.LogoutToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.oidc.authentication.logout.OidcLogoutToken;
import org.springframework.security.web.authentication.logout.LogoutHandler;

/**
 * Ends what a logout token names. Spring Security has checked its signature, issuer, audience and form; that it is fresh
 * and new is checked here. The sessions are ended in the database, where every node and every socket looks: Spring's own
 * handler would ask this node to call itself once for each session it remembers.
 */
final class BackChannelLogout implements LogoutHandler {

    private final ProviderLogouts logouts;
    private final Clock clock = Clock.systemUTC();

    BackChannelLogout(ProviderLogouts logouts) {
        this.logouts = logouts;
    }

    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        if (authentication == null || !(authentication.getPrincipal() instanceof OidcLogoutToken token)) {
            throw new IllegalStateException("Not a logout token");
        }
        if (tooOld(token) || !logouts.obey(named(token))) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        }
    }

    private boolean tooOld(OidcLogoutToken token) {
        return Objects.requireNonNull(token.getIssuedAt())
                .isBefore(clock.instant().minus(ProviderLogouts.TAKEN_FOR));
    }

    private static LogoutToken named(OidcLogoutToken token) {
        return new LogoutToken(
                Objects.requireNonNull(token.getIssuer()).toString(),
                Objects.requireNonNull(token.getId()),
                token.getSessionId(),
                token.getSubject());
    }
}
