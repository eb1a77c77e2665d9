package org.rostrum.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Nothing listens at the tests' issuer. */
@RostrumTest
class ProviderAwayTests {

    private final MockMvcTester mvc;

    ProviderAwayTests(MockMvcTester mvc) {
        this.mvc = mvc;
    }

    @Test
    void signingInLeadsToAPageThatSaysSo() {
        assertThat(mvc.get().uri("/oauth2/authorization/rostrum"))
                .hasStatus(503)
                .hasForwardedUrl("/sign-in-failed");
    }

    @Test
    void whoseProviderIsNoLongerSetUpIsSignedOutHereAllTheSame() {
        assertThat(mvc.post()
                        .uri("/logout")
                        .with(Body.signedIn(Cast.DANA))
                        .with(SecurityMockMvcRequestPostProcessors.csrf()))
                .hasStatus(302)
                .hasRedirectedUrl("/signed-out?provider=stays");
    }
}
