package org.rostrum.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/**
 * A form from a page that is out of date. MockMvc does not follow a forward, so each test looks at one half: where the
 * server goes, and what stands there.
 */
@RostrumTest
class StaleFormTests {

    private static final String WRITTEN = "The timer <script>alert(1)</script>\nstarts twice.";

    private final MockMvcTester mvc;

    StaleFormTests(MockMvcTester mvc) {
        this.mvc = mvc;
    }

    private MockMvcTester.MockMvcRequestBuilder staleForm() {
        return mvc.post()
                .uri("/meetings/00000000-0000-7000-8000-000000000000/contributions")
                .param("title", "Retry timer")
                .param("agendaItem", WRITTEN);
    }

    @Test
    void whatOurOwnPageSentIsShownAgain() {
        assertThat(staleForm().header("Sec-Fetch-Site", "same-origin").with(Body.signedIn(Cast.DANA)))
                .hasStatus(403)
                .hasForwardedUrl("/stale-form");
        assertThat(staleForm().header("Sec-Fetch-Site", "same-origin"))
                .hasStatus(403)
                .hasForwardedUrl("/stale-form");
    }

    @Test
    void whatAnotherSiteSentIsRefusedAndNotOfferedForSending() {
        for (String site : new String[] {"cross-site", "same-site", "none"}) {
            assertThat(staleForm().header("Sec-Fetch-Site", site).with(Body.signedIn(Cast.DANA)))
                    .hasStatus(403)
                    .hasForwardedUrl("/refused");
        }
        assertThat(staleForm().with(Body.signedIn(Cast.DANA))).hasStatus(403).hasForwardedUrl("/refused");
    }

    @Test
    void nobodyComesToThatPageByItsAddress() {
        assertThat(mvc.get().uri("/stale-form").with(Body.signedIn(Cast.DANA))).hasStatus(404);
    }

    private MockMvcTester.MockMvcRequestBuilder forwarded() {
        return mvc.post()
                .uri("/stale-form")
                .param("title", "Retry timer")
                .param("agendaItem", WRITTEN)
                .param("intent", "01234567-89ab-7def-8123-456789abcdef")
                .param("_csrf", "old")
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .with(request -> {
                    request.setDispatcherType(DispatcherType.FORWARD);
                    request.setAttribute(RequestDispatcher.FORWARD_REQUEST_URI, "/meetings/7/contributions");
                    return request;
                });
    }

    @Test
    void everyTypedValueStandsInAFieldOfAFormThatGoesWhereTheFirstOneWent() {
        MvcTestResult page = forwarded().with(Body.signedIn(Cast.DANA)).exchange();
        assertThat(page)
                .bodyText()
                .contains("This page was out of date", "action=\"/meetings/7/contributions\"")
                .contains("name=\"title\" value=\"Retry timer\"", ">Agenda item</label>")
                .contains("The timer &lt;script&gt;alert(1)&lt;/script&gt;\nstarts twice.</textarea>")
                .contains("type=\"hidden\" name=\"intent\" value=\"01234567-89ab-7def-8123-456789abcdef\"")
                .containsPattern("<input type=\"hidden\" name=\"_csrf\" value=\"[^\"]{20,}\"")
                .doesNotContain("value=\"old\"", "<script>alert", "in another tab");
    }

    @Test
    void whoIsSignedOutIsToldToSignInInAnotherTabFirst() {
        assertThat(forwarded().exchange())
                .bodyText()
                .contains("Sign in in another tab first, then send again", "target=\"_blank\"", "Retry timer");
    }

    @Test
    void aFileHasToBeChosenAgain() {
        assertThat(forwarded().contentType("multipart/form-data; boundary=x").exchange())
                .bodyText()
                .contains("choose the file once more");
    }
}
