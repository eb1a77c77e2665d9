package org.rostrum.identity.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rostrum.identity.provider.ProviderAway;
import org.rostrum.identity.provider.Providers;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;

/**
 * Signed out here in any case; at the provider too, where it offers that and answers. It is asked first, because whoever
 * is sent to a provider that is away sees their browser's error page and does not know whether they are signed out.
 */
final class LogoutAtProvider implements LogoutSuccessHandler {

    private static final String SIGNED_OUT = "/signed-out";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Providers providers;
    private final OidcClientInitiatedLogoutSuccessHandler further;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    LogoutAtProvider(Providers providers) {
        this.providers = providers;
        this.further = new OidcClientInitiatedLogoutSuccessHandler(providers);
        further.setPostLogoutRedirectUri("{baseUrl}" + SIGNED_OUT);
        further.setDefaultTargetUrl(SIGNED_OUT);
    }

    @Override
    public void onLogoutSuccess(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication)
            throws IOException, ServletException {
        String stays = authentication instanceof OAuth2AuthenticationToken token
                ? whyNotFurther(token.getAuthorizedClientRegistrationId())
                : null;
        if (stays != null) {
            response.sendRedirect(request.getContextPath() + SIGNED_OUT + "?provider=" + stays);
        } else {
            further.onLogoutSuccess(request, response, authentication);
        }
    }

    private @Nullable String whyNotFurther(String id) {
        try {
            ClientRegistration registration = providers.findByRegistrationId(id);
            String endSession = registration == null ? null : Providers.endSession(registration);
            if (endSession == null) {
                return "stays";
            }
            return answers(endSession) ? null : "away";
        } catch (ProviderAway e) {
            return "away";
        }
    }

    private boolean answers(String endSession) {
        var question = HttpRequest.newBuilder(URI.create(endSession))
                .timeout(PATIENCE)
                .HEAD()
                .build();
        try {
            return http.send(question, BodyHandlers.discarding()).statusCode() < 500;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
