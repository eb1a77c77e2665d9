package org.rostrum.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rostrum.identity.SignIns;
import org.rostrum.identity.SignIns.Begun;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/**
 * Notes each sign-in beside its session, with the refresh token the provider gave: what Spring Security would keep in
 * this node's memory has to outlive the node. The portal calls nothing on behalf of those who signed in, so nobody asks
 * for these tokens here.
 */
@Component
class BegunSignIns implements OAuth2AuthorizedClientRepository {

    private final SignIns signIns;

    BegunSignIns(SignIns signIns) {
        this.signIns = signIns;
    }

    @Override
    public void saveAuthorizedClient(
            OAuth2AuthorizedClient client,
            Authentication authentication,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (authentication.getPrincipal() instanceof OidcUser user) {
            boolean noted = signIns.begin(new Begun(
                    // Not yet changed against fixation, so it is still the one the database knows.
                    request.getSession().getId(),
                    client.getClientRegistration().getRegistrationId(),
                    Objects.requireNonNull(user.getIssuer()).toString(),
                    Objects.requireNonNull(user.getSubject()),
                    user.getClaimAsString("sid"),
                    request.getHeader(HttpHeaders.USER_AGENT),
                    request.getRemoteAddr(),
                    client.getRefreshToken() == null
                            ? null
                            : client.getRefreshToken().getTokenValue()));
            if (!noted) {
                throw new AuthenticationServiceException("The session ended while its owner signed in");
            }
        }
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Spring Security's signature
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
            String registration, Authentication principal, HttpServletRequest request) {
        return null;
    }

    @Override
    public void removeAuthorizedClient(
            String registration, Authentication principal, HttpServletRequest request, HttpServletResponse response) {
        // Its row goes with its session.
    }
}
