package org.rostrum.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rostrum.testing.RostrumTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@RostrumTest
class HeadersTests {

    private final MockMvcTester mvc;

    HeadersTests(MockMvcTester mvc) {
        this.mvc = mvc;
    }

    @Test
    void pagesAllowNoInlineScriptNoFrameAndNothingFromElsewhere() {
        assertThat(mvc.get().uri("/no-membership").exchange().getResponse().getHeader("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe", "*");
        assertThat(mvc.get().uri("/no-membership"))
                .hasHeader("X-Content-Type-Options", "nosniff")
                .hasHeader("Referrer-Policy", "same-origin");
    }

    @Test
    void theHealthPageSaysUpAndNoMore() {
        assertThat(mvc.get().uri("/health")).hasStatusOk().bodyJson().isStrictlyEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void aPageForMembersSendsVisitorsToSignIn() {
        assertThat(mvc.get().uri("/no-membership")).hasStatus(302).hasRedirectedUrl("/sign-in");
    }

    @Test
    void theApiDescribesItselfToEverybody() {
        assertThat(mvc.get().uri("/api/openapi.json"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.info.version")
                .isEqualTo("v1");
    }

    @Test
    void aVisitorWhoOnlyReadsBeginsNoSession() {
        assertThat(mvc.get().uri("/signed-out"))
                .hasStatusOk()
                .request()
                .satisfies(request -> assertThat(request.getSession(false)).isNull());
    }

    @Test
    void aVisitorsZoneIsTakenFromThisSitesOwnFormOnly() {
        assertThat(mvc.post()
                        .uri("/zone")
                        .param("zone", "Asia/Seoul")
                        .param("from", "/")
                        .header("Sec-Fetch-Site", "same-origin"))
                .hasStatus3xxRedirection()
                .cookies()
                .hasValue("zone", "Asia/Seoul");
        assertThat(mvc.post().uri("/zone").param("zone", "Asia/Seoul").header("Sec-Fetch-Site", "cross-site"))
                .hasStatus(403);
    }
}
