package org.rostrum.identity.web;

import org.rostrum.identity.provider.ProviderHttp;
import org.rostrum.identity.provider.Providers;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Component;

/** Signing in and out of the pages, as {@code SecurityConfiguration} asks for it. */
@Component
public class SigningIn {

    /** Where whoever must sign in first is sent. */
    public static final String PAGE = "/sign-in";

    private final Providers providers;
    private final MatchingOidcUsers users;
    private final BegunSignIns begun;

    SigningIn(Providers providers, MatchingOidcUsers users, BegunSignIns begun) {
        this.providers = providers;
        this.users = users;
        this.begun = begun;
    }

    public void configure(HttpSecurity http) throws Exception {
        var failure = new SignInFailure();
        RequestCache asked = AskedPage.inTheSession();
        http.requestCache(cache -> cache.requestCache(asked))
                .oauth2Login(login -> login.loginPage(PAGE)
                        .clientRegistrationRepository(providers)
                        .authorizedClientRepository(begun)
                        .successHandler(new AskedPage(asked))
                        .failureHandler(failure)
                        .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(
                                        new ToAnsweringProvider(withPkce(providers), providers))
                                .authorizationRequestRepository(new OwnAnswers(providers)))
                        .tokenEndpoint(endpoint -> endpoint.accessTokenResponseClient(ProviderHttp.codes()))
                        .userInfoEndpoint(endpoint -> endpoint.oidcUserService(users))
                        .withObjectPostProcessor(tellWhenTheProviderIsAway(failure)))
                .logout(logout -> logout.logoutSuccessHandler(new LogoutAtProvider(providers)));
    }

    /** The origins that forms of our pages may lead to besides our own, each after a space. */
    public String formTargets() {
        return String.join("", providers.origins().stream().map(" "::concat).toList());
    }

    private static DefaultOAuth2AuthorizationRequestResolver withPkce(Providers providers) {
        var resolver = new DefaultOAuth2AuthorizationRequestResolver(
                providers, OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI);
        resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        return resolver;
    }

    /** The first sign-in asks the provider for its addresses; when it does not answer, that is a page, not an error. */
    private static ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> tellWhenTheProviderIsAway(
            SignInFailure failure) {
        return new ObjectPostProcessor<>() {
            @Override
            public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
                filter.setAuthenticationFailureHandler(failure);
                return filter;
            }
        };
    }
}
