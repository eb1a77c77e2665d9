package org.rostrum.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.identity.Account;
import org.rostrum.identity.JoinRequestId;
import org.rostrum.identity.JoinRequests;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.Organizations;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.RostrumTest;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The staff decide who comes in of those whom nothing else lets in. */
@RostrumTest
class RequestsPageTests {

    private final MockMvcTester mvc;
    private final JoinRequests requests;
    private final Newcomers newcomers;
    private final Organizations organizations;
    private String subject = "";
    private String address = "";

    RequestsPageTests(MockMvcTester mvc, JoinRequests requests, Newcomers newcomers, Organizations organizations) {
        this.mvc = mvc;
        this.requests = requests;
        this.newcomers = newcomers;
        this.organizations = organizations;
    }

    @BeforeEach
    void somebodyAsks() {
        subject = UUID.randomUUID().toString();
        address = "/staff/requests/" + asks("Quinn <Query>", subject + "@asking.example", true);
    }

    private JoinRequestId asks(String name, @Nullable String email, boolean verified) {
        requests.ask(
                new Account("rostrum", Body.ISSUER, subject, name, email, verified, Map.of()),
                "I represent\nsomebody.");
        return requests.latestOf(Body.ISSUER, subject).orElseThrow().id();
    }

    private String page(String at) {
        MvcTestResult page = mvc.get().uri(at).with(Body.signedIn(Cast.ADA)).exchange();
        assertThat(page).as(at).hasStatusOk();
        return assertThat(page).bodyText().actual();
    }

    private MvcTestResult post(String what, Map<String, String> fields) {
        var request = mvc.post()
                .uri(address + what)
                .with(Body.signedIn(Cast.ADA))
                .with(SecurityMockMvcRequestPostProcessors.csrf());
        fields.forEach(request::param);
        return request.exchange();
    }

    private int whoAskedGets(String at) {
        return mvc.get()
                .uri(at)
                .with(SecurityMockMvcRequestPostProcessors.oidcLogin()
                        .idToken(token -> token.issuer(Body.ISSUER).subject(subject)))
                .exchange()
                .getResponse()
                .getStatus();
    }

    @Test
    void aRequestWaitsOnTheDeskAndSaysWhetherTheAddressIsConfirmed() {
        assertThat(page("/staff")).contains("for access");
        assertThat(page("/staff/requests")).contains("Quinn &lt;Query&gt;", address);
        assertThat(page(address)).contains("Confirmed by the provider", "I represent\nsomebody.");
        String other = "/staff/requests/";
        subject = UUID.randomUUID().toString();
        assertThat(page(other + asks("Typed", "ada@rostrum.example", false)))
                .contains("Not confirmed: anybody can type it", "Ada Office")
                .doesNotContain("checked=\"checked\"");
    }

    @Test
    void whoeverIsAddedForAnOrganisationComesInAtOnce() {
        OrganizationId member = newcomers.member("strategic");
        String domain = "asking" + member.toString().substring(24) + ".example";
        organizations.addDomain(member, domain, null);
        subject = UUID.randomUUID().toString();
        address = "/staff/requests/" + asks("Quinn Query", "quinn@" + domain, true);
        assertThat(page(address)).contains("value=\"" + member + "\" selected=\"selected\"");
        assertThat(whoAskedGets("/meetings/" + UUID.randomUUID())).isEqualTo(403);
        assertThat(post(
                        "/approval/new",
                        Map.of("name", "Quinn Query", "email", "quinn@" + domain, "organization", member.toString())))
                .hasStatus3xxRedirection();
        assertThat(whoAskedGets("/meetings/" + UUID.randomUUID())).isEqualTo(404);
        assertThat(page(address)).contains("This request is approved.");
        assertThat(post("/approval/new", Map.of("name", "Again", "email", "again@" + domain)))
                .hasStatus(409);
    }

    @Test
    void whoeverIsKnownAlreadyIsFoundAndTheAccountIsTheirs() {
        Newcomer known = newcomers.delegate();
        assertThat(page(address + "?q=" + known.name())).contains("value=\"" + known.id() + "\"");
        assertThat(post("/approval", Map.of("person", "nobody"))).hasStatus(422);
        assertThat(post("/approval", Map.of("person", UUID.randomUUID().toString())))
                .hasStatus(422);
        assertThat(post("/approval", Map.of("person", known.id().toString())))
                .hasStatus3xxRedirection()
                .hasRedirectedUrl("/staff/people/" + known.id());
        assertThat(whoAskedGets("/meetings/" + UUID.randomUUID())).isEqualTo(404);
    }

    @Test
    void aRefusalHasAReasonAndIsFinal() {
        assertThat(post("/refusal", Map.of("reason", " ")))
                .hasStatus(422)
                .bodyText()
                .contains("reason-error");
        assertThat(post("/refusal", Map.of("reason", "Nobody knows you."))).hasStatus3xxRedirection();
        assertThat(page(address)).contains("This request is refused: Nobody knows you.");
        assertThat(post("/refusal", Map.of("reason", "Twice"))).hasStatus(409);
        assertThat(whoAskedGets("/meetings/" + UUID.randomUUID())).isEqualTo(403);
    }

    @Test
    void whatWasTypedComesBackWithTheMessageBesideItsField() {
        assertThat(post("/approval/new", Map.of("name", "Quinn Kept", "email", "no address")))
                .hasStatus(422)
                .bodyText()
                .contains("value=\"Quinn Kept\"", "id=\"email-error\"");
        assertThat(post("/approval/new", Map.of("name", "Quinn Kept", "email", Cast.ADA.email())))
                .hasStatus(409)
                .bodyText()
                .contains("There is a person with this e-mail address already");
    }
}
