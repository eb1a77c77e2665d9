package org.rostrum.access.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.rostrum.access.web.Routes.Route;
import org.rostrum.identity.AccessTokens;
import org.rostrum.identity.web.AccessTokenFilter;
import org.rostrum.identity.web.SigningIn;
import org.rostrum.shared.web.LiteralPrefix;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher.MatchResult;

/** Deny by default: {@link Routes} says who may use what, nothing else is reachable. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final RequestMatcher ZONE =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/zone");

    private static final RequestMatcher COLUMNS =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/contributions/columns");

    /** The one page that reads badges by the camera. */
    private static final RequestMatcher DESK =
            PathPatternRequestMatcher.withDefaults().matcher("/staff/events/{event}/check-in");

    private static final String NO_DEVICES = "camera=(), microphone=(), geolocation=()";
    private static final String CAMERA_ONLY = "camera=(self), microphone=(), geolocation=()";
    private static final String POLICY = "Content-Security-Policy";

    private final Gate gate;

    SecurityConfiguration(Gate gate) {
        this.gate = gate;
    }

    /** To time each of twenty filters for every request cost a tenth of what posting a message did. */
    @Bean
    SecurityObservationSettings noObservationOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, AccessTokens tokens, ApiRefusals refusals) throws Exception {
        http.securityMatcher("/api/v1/**", "/api/openapi.json", "/api/asyncapi.json")
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .requestCache(cache -> cache.disable())
                .csrf(csrf -> csrf.ignoringRequestMatchers(AccessTokenFilter::carriesToken))
                .addFilterBefore(new AccessTokenFilter(tokens, refusals), AnonymousAuthenticationFilter.class)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .headers(headers -> {
                    commonHeaders(headers);
                    headers.permissionsPolicyHeader(policy -> policy.policy(NO_DEVICES));
                })
                .authorizeHttpRequests(requests -> admit(requests, Routes.API));
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, SigningIn signingIn, PageRefusals refusals) throws Exception {
        signingIn.configure(http);
        http.exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .csrf(csrf -> csrf.ignoringRequestMatchers(SecurityConfiguration::choosesHowToRead))
                .headers(headers -> {
                    commonHeaders(headers);
                    headers.addHeaderWriter((request, response) ->
                            response.setHeader("Permissions-Policy", DESK.matches(request) ? CAMERA_ONLY : NO_DEVICES));
                    headers.addHeaderWriter(SecurityConfiguration::sayWhosePageItIs);
                    headers.addHeaderWriter((request, response) -> {
                        // A download and what a provider frames say their own.
                        if (!response.containsHeader(POLICY)) {
                            response.setHeader(POLICY, contentSecurityPolicy(signingIn.formTargets()));
                        }
                    });
                })
                .authorizeHttpRequests(requests -> {
                    requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                            .permitAll();
                    admit(requests, Routes.PAGES);
                });
        return http.build();
    }

    private void admit(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            List<Route> routes) {
        List<Line> lines = routes.stream().map(Line::of).toList();
        requests.anyRequest().access((authentication, context) -> {
            HttpServletRequest request = context.getRequest();
            String path = LiteralPrefix.path(request);
            for (Line line : lines) {
                if (line.begins().mayMatch(path)) {
                    MatchResult match = line.matcher().matcher(request);
                    if (match.isMatch()) {
                        return new AuthorizationDecision(
                                gate.opens(line.route().rule(), request, match.getVariables()));
                    }
                }
            }
            Gate.leadsNowhere(request);
            return new AuthorizationDecision(false);
        });
    }

    private record Line(Route route, LiteralPrefix begins, RequestMatcher matcher) {

        static Line of(Route route) {
            return new Line(
                    route,
                    LiteralPrefix.of(route.pattern()),
                    PathPatternRequestMatcher.withDefaults().matcher(route.method(), route.pattern()));
        }
    }

    /**
     * The form at the foot of every page, and the choice of columns on lists. A token would begin a session for each
     * visitor who only reads; what the browser itself says of the sender (Fetch Metadata) protects as well.
     */
    private static boolean choosesHowToRead(HttpServletRequest request) {
        return (ZONE.matches(request) || COLUMNS.matches(request))
                && "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
    }

    /**
     * For the service worker, which keeps pages for reading offline and must never show one to somebody else. Of who acts
     * in another's name nothing is kept.
     */
    private static void sayWhosePageItIs(HttpServletRequest request, HttpServletResponse response) {
        CurrentViewer.known(request)
                .filter(viewer -> viewer.admitted() && viewer.actor() == null)
                .ifPresent(viewer -> response.setHeader(
                        "Rostrum-Reader", viewer.requirePerson().toString()));
    }

    private static void commonHeaders(HeadersConfigurer<?> headers) {
        headers.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN));
    }

    /** Signing out posts a form that the browser then follows to the provider, which form-action must allow. */
    private static String contentSecurityPolicy(String formTargets) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                + "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'" + formTargets
                + "; frame-ancestors 'none'; base-uri 'none'";
    }
}
