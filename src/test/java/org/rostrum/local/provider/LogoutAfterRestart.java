package org.rostrum.local.provider;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;

/**
 * A provider that was restarted no longer knows the ID tokens it issued before, and would answer a sign-out with an
 * error page. What the person wants is plain, so their session here ends all the same. They are sent on to registered
 * addresses only: an open redirect is no better for being local.
 */
final class LogoutAfterRestart implements AuthenticationFailureHandler {

    private final Set<String> registered;

    LogoutAfterRestart(RegisteredClientRepository clients) {
        RegisteredClient portal = Objects.requireNonNull(clients.findByClientId(LocalProvider.CLIENT_ID));
        this.registered = portal.getPostLogoutRedirectUris();
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        new SecurityContextLogoutHandler()
                .logout(request, response, SecurityContextHolder.getContext().getAuthentication());
        String next = request.getParameter("post_logout_redirect_uri");
        if (next != null && registered.contains(next)) {
            response.sendRedirect(next);
        } else {
            response.sendRedirect("/login?signed-out");
        }
    }
}
