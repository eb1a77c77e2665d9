package org.rostrum.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.rostrum.identity.provider.Providers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;

/** Sends nobody to a provider that is away: they would be left with their browser's word for it. */
record ToAnsweringProvider(OAuth2AuthorizationRequestResolver resolver, Providers providers)
        implements OAuth2AuthorizationRequestResolver {

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        return seen(resolver.resolve(request));
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registration) {
        return seen(resolver.resolve(request, registration));
    }

    private @Nullable OAuth2AuthorizationRequest seen(@Nullable OAuth2AuthorizationRequest asked) {
        if (asked != null) {
            providers.requireAnswering(String.valueOf(asked.getAttributes().get(OAuth2ParameterNames.REGISTRATION_ID)));
        }
        return asked;
    }
}
