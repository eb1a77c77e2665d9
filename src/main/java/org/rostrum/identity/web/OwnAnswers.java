package org.rostrum.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rostrum.identity.provider.Providers;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;

/**
 * Takes an answer only from the provider that was asked. With several providers one of them could pass another's answer
 * off as its own and be handed a code that is not for it (mix-up, RFC 9700, 4.4): so each has a redirect address of its
 * own, and where it names itself (RFC 9207), the name must be right. Both are seen before any code is redeemed.
 */
final class OwnAnswers implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private static final String ISSUER = "iss";
    private static final String ISSUER_PROMISED = "authorization_response_iss_parameter_supported";

    private final HttpSessionOAuth2AuthorizationRequestRepository asked =
            new HttpSessionOAuth2AuthorizationRequestRepository();
    private final Providers providers;

    OwnAnswers(Providers providers) {
        this.providers = providers;
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        return asked.loadAuthorizationRequest(request);
    }

    @Override
    public void saveAuthorizationRequest(
            OAuth2AuthorizationRequest question, HttpServletRequest request, HttpServletResponse response) {
        asked.saveAuthorizationRequest(question, request, response);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest question = asked.removeAuthorizationRequest(request, response);
        return question != null && atItsOwnAddress(question, request) && byItsOwnName(question, request)
                ? question
                : null;
    }

    private static boolean atItsOwnAddress(OAuth2AuthorizationRequest question, HttpServletRequest answer) {
        return URI.create(Objects.requireNonNull(question.getRedirectUri()))
                .getPath()
                .equals(answer.getRequestURI());
    }

    private boolean byItsOwnName(OAuth2AuthorizationRequest question, HttpServletRequest answer) {
        String id = Objects.requireNonNull(question.<String>getAttribute(OAuth2ParameterNames.REGISTRATION_ID));
        ClientRegistration registration = providers.findByRegistrationId(id);
        if (registration == null) {
            return false;
        }
        String[] named = answer.getParameterValues(ISSUER);
        if (named == null) {
            return !Boolean.TRUE.equals(
                    registration.getProviderDetails().getConfigurationMetadata().get(ISSUER_PROMISED));
        }
        return named.length == 1
                && named[0].equals(registration.getProviderDetails().getIssuerUri());
    }
}
