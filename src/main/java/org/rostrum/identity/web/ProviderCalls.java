package org.rostrum.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.rostrum.identity.ProviderLogouts;
import org.rostrum.identity.provider.Providers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** What providers call themselves, or have browsers call: without a session, and by nobody's cookie. */
@Configuration(proxyBeanMethods = false)
class ProviderCalls {

    static final String FRONT_CHANNEL = "/logout/connect/front-channel";

    @Bean
    @Order(0)
    SecurityFilterChain callsOfProviders(HttpSecurity http, Providers providers, ProviderLogouts logouts)
            throws Exception {
        http.securityMatcher("/logout/connect/**")
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                // The back channel is answered before CSRF protection would ask for a token; nothing else is written
                // to.
                .oidcLogout(logout -> logout.clientRegistrationRepository(providers)
                        .backChannel(channel -> channel.logoutHandler(new BackChannelLogout(logouts))))
                .headers(headers -> headers.frameOptions(frames -> frames.disable())
                        .addHeaderWriter((request, response) -> frameableByItsProvider(providers, request, response)))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, FRONT_CHANNEL + "/*"))
                        .permitAll()
                        .anyRequest()
                        .denyAll());
        return http.build();
    }

    private static void frameableByItsProvider(
            Providers providers, HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRequestURI();
        String issuer = providers.issuer(path.substring(path.lastIndexOf('/') + 1));
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; frame-ancestors " + (issuer == null ? "'none'" : Providers.origin(issuer)));
    }
}
