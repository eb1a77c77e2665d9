package org.rostrum.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rostrum.access.web.Audience;
import org.rostrum.access.web.Routes;
import org.rostrum.access.web.Routes.Route;
import org.rostrum.access.web.Rule;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/** Walks every handler there is: none without a rule, and outsiders refused by each rule. */
@RostrumTest
class RoutesTests {

    /** Reached by a forward inside the server only; a request from outside is refused. */
    private static final Set<String> FORWARDED_ONLY =
            Set.of("/no-membership", "/sign-in-failed", "/stale-form", "/refused", "/error");

    private final RequestMappingHandlerMapping handlers;
    private final MockMvcTester mvc;

    RoutesTests(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers, MockMvcTester mvc) {
        this.handlers = handlers;
        this.mvc = mvc;
    }

    private record Handled(HttpMethod method, String pattern) {}

    private List<Handled> handled() {
        List<Handled> handled = new ArrayList<>();
        handlers.getHandlerMethods().forEach((info, method) -> {
            if (!method.getBeanType().getPackageName().startsWith("org.rostrum")) {
                return;
            }
            Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
            for (String pattern : info.getPatternValues()) {
                if (FORWARDED_ONLY.contains(pattern)) {
                    continue;
                }
                assertThat(methods).as("methods of %s", pattern).isNotEmpty();
                methods.forEach(verb -> handled.add(new Handled(verb.asHttpMethod(), pattern)));
            }
        });
        return handled;
    }

    private static Route ruleFor(Handled handler) {
        List<Route> rules = new ArrayList<>(Routes.API);
        rules.addAll(Routes.PAGES);
        String path = sample(handler.pattern());
        return rules.stream()
                .filter(rule -> rule.method() == null || rule.method().equals(handler.method()))
                .filter(rule ->
                        PathPatternParser.defaultInstance.parse(rule.pattern()).matches(PathContainer.parsePath(path)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No line in Routes for " + handler));
    }

    private static boolean onlyForTheAdmitted(Rule rule) {
        return rule instanceof Rule.At || rule == Audience.ADMITTED || rule == Audience.STAFF;
    }

    private static String sample(String pattern) {
        return pattern.replaceAll("\\{[^}]+}", "00000000-0000-7000-8000-000000000000")
                .replace("**", "x");
    }

    @Test
    void everyHandlerHasARule() {
        assertThat(handled())
                .isNotEmpty()
                .allSatisfy(handler -> assertThat(ruleFor(handler)).isNotNull());
    }

    @Test
    void everyRuleIsThatOfAHandlerOrOfSomethingServedByTheFrameworkItself() {
        Set<String> served = Set.of(
                "/css/**",
                "/js/**",
                "/v*/css/**",
                "/v*/js/**",
                "/webjars/**",
                "/favicon.svg",
                "/error",
                "/health",
                "/no-membership",
                "/api/openapi.json");
        Set<String> handled = handled().stream()
                .map(handler -> handler.method() + " " + sample(handler.pattern()))
                .collect(Collectors.toSet());
        assertThat(Stream.concat(Routes.PAGES.stream(), Routes.API.stream())
                        .filter(route -> !served.contains(route.pattern()))
                        .map(route -> route.method() + " " + sample(route.pattern())))
                .allSatisfy(route -> assertThat(handled).contains(route));
    }

    @Test
    void whoeverBelongsToNoMemberIsRefusedWhereverMembersOnlyMayGo() {
        assertThat(handled())
                .filteredOn(handler -> onlyForTheAdmitted(ruleFor(handler).rule()))
                .allSatisfy(handler -> assertThat(mvc.method(handler.method())
                                .uri(sample(handler.pattern()))
                                .with(Body.signedIn(Cast.NORA))
                                .with(SecurityMockMvcRequestPostProcessors.csrf()))
                        .as("%s", handler)
                        .hasStatus(403));
    }

    @Test
    void theStaffDeskIsForStaffOnly() {
        assertThat(handled())
                .filteredOn(handler -> ruleFor(handler).rule() == Audience.STAFF)
                .allSatisfy(handler -> {
                    for (Cast person : List.of(Cast.CARLA, Cast.SEKRA, Cast.TESSA, Cast.GUS)) {
                        assertThat(mvc.method(handler.method())
                                        .uri(sample(handler.pattern()))
                                        .with(Body.signedIn(person))
                                        .with(SecurityMockMvcRequestPostProcessors.csrf()))
                                .as("%s, %s", handler, person)
                                .hasStatus(403);
                    }
                });
    }

    @Test
    void anAccountPageIsForWhoeverThePortalKnows() {
        assertThat(handled())
                .filteredOn(handler -> ruleFor(handler).rule() == Audience.KNOWN)
                .allSatisfy(handler -> assertThat(mvc.method(handler.method())
                                .uri(sample(handler.pattern()))
                                .with(Body.signedIn(Cast.NORA))
                                .with(SecurityMockMvcRequestPostProcessors.csrf()))
                        .as("%s", handler)
                        .hasStatus(403));
    }

    @Test
    void whoeverIsNotSignedInIsSentToSignInOrAnswered401() {
        assertThat(handled())
                .filteredOn(handler -> ruleFor(handler).rule() != Audience.PUBLIC)
                .allSatisfy(handler -> assertThat(mvc.method(handler.method())
                                .uri(sample(handler.pattern()))
                                .with(SecurityMockMvcRequestPostProcessors.csrf()))
                        .as("%s", handler)
                        .hasStatus(handler.pattern().startsWith("/api/") ? 401 : 302));
    }

    @Test
    void aChangeWithoutTheCsrfTokenIsRefusedOnEveryRoute() {
        assertThat(handled())
                .filteredOn(handler -> !Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS)
                        .contains(handler.method()))
                .allSatisfy(handler -> assertThat(mvc.method(handler.method())
                                .uri(sample(handler.pattern()))
                                .with(Body.signedIn(Cast.CARLA)))
                        .as("%s", handler)
                        .hasStatus(403));
    }

    @Test
    void whatHasNoRuleLeadsNowhereEvenForStaff() {
        assertThat(mvc.get().uri("/anything-else").with(Body.signedIn(Cast.ADA)))
                .hasStatus(404);
        assertThat(mvc.get().uri("/api/v1/anything-else").with(Body.signedIn(Cast.ADA)))
                .hasStatus(404);
        assertThat(mvc.get().uri("/api/openapi.json.yaml").with(Body.signedIn(Cast.ADA)))
                .hasStatus(404);
        assertThat(mvc.get().uri("/actuator/env").with(Body.signedIn(Cast.ADA))).hasStatus(404);
        assertThat(mvc.get().uri("/anything-else")).hasStatus(404);
        assertThat(mvc.get().uri("/api/v1/anything-else")).hasStatus(404).hasContentType("application/problem+json");
    }
}
