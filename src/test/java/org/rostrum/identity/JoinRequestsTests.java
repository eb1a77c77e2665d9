package org.rostrum.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Cast.Company;
import org.rostrum.testing.SignInTest;
import org.rostrum.testing.TestBrowser;
import org.rostrum.testing.TestBrowser.Answer;
import org.rostrum.testing.TestProvider;
import org.rostrum.testing.TestProvider.Account;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whom nothing lets in asks, and the staff decide. */
@SignInTest
class JoinRequestsTests {

    private static final PersonId ADA = new PersonId(Cast.ADA.id());
    private static final String CLOSED = "/contributions/00000000-0000-7000-8000-000000000000";

    private final TestProvider north;
    private final JoinRequests requests;
    private final JdbcClient jdbc;
    private final TestBrowser browser;
    private final Account stranger = Account.stranger()
            .with("email", UUID.randomUUID() + "@stranger.example")
            .with("email_verified", false);

    JoinRequestsTests(TestProvider north, JoinRequests requests, JdbcClient jdbc, @LocalServerPort int port) {
        this.north = north;
        this.requests = requests;
        this.jdbc = jdbc;
        this.browser = new TestBrowser(port);
    }

    @BeforeEach
    void comesIn() {
        north.behaves();
        north.present(stranger);
        browser.signsInThrough("north");
    }

    private Answer asks(String message) {
        return browser.posts("/join-requests", Map.of("message", message));
    }

    private JoinRequests.Request latest() {
        return requests.latestOf(north.issuer(), stranger.subject()).orElseThrow();
    }

    @Test
    void whoAsksIsToldThatItWaitsAndComesInWithoutSigningInAgainOnceApproved() {
        assertThat(browser.get(CLOSED).body()).contains("Ask for access", "has not verified");
        assertThat(browser.follow(asks("I follow LwM2M for Lorem.")).body())
                .contains("You have asked for access", "I follow LwM2M for Lorem.")
                .doesNotContain("Message to the staff");
        assertThat(requests.pending()).extracting(JoinRequests.Request::id).contains(latest().id());

        PersonId person = requests.approveAsNew(
                latest().id(),
                "Stranger Unheard-Of",
                UUID.randomUUID() + "@lorem.example",
                new OrganizationId(Company.LOREM.id()),
                ADA);
        assertThat(browser.get("/no-membership").body()).contains("Stranger Unheard-Of");
        assertThat(browser.get(CLOSED).status()).isEqualTo(404);
        assertThat(jdbc.sql("select count(*) from sign_in where person_id = ?")
                        .param(person.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(jdbc.sql("select action from audit_entry where subject_id = ? and person_id = ?")
                        .params(latest().id().toString(), Cast.ADA.id())
                        .query(String.class)
                        .list())
                .containsExactly("join-request.approved");
    }

    @Test
    void aRequestMayBelongToSomebodyWhoIsKnown() {
        asks("It is me, with a new account.");
        requests.approve(latest().id(), new PersonId(Cast.GUS.id()), ADA);
        assertThat(browser.follow("/").body()).contains(Cast.GUS.fullName());
    }

    @Test
    void whoIsRefusedReadsWhyAndMayAskAgainButNotForEver() {
        for (int i = 0; i < 3; i++) {
            asks("Attempt " + i);
            requests.refuse(latest().id(), "Lorem says it does not know you, the " + i, ADA);
            assertThat(browser.get("/no-membership").body()).contains("does not know you, the " + i);
        }
        Answer fourth = asks("Attempt 4");
        assertThat(fourth.status()).isEqualTo(429);
        assertThat(fourth.body()).contains("You have asked 3 times", "Attempt 4");
    }

    @Test
    void askingTwiceIsAskingOnce() {
        asks("The first");
        asks("The second");
        assertThat(latest().message()).isEqualTo("The first");
    }

    @Test
    void aRequestWithoutAWordComesBack() {
        Answer answer = asks("  ");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("Say whom you represent");
        assertThat(requests.latestOf(north.issuer(), stranger.subject())).isEmpty();
    }

    @Test
    void whatIsTooLongComesBackWhole() {
        Answer answer = asks("x".repeat(2001));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("x".repeat(2001));
    }

    @Test
    void whatTheProviderCallsThemMayBeAnything() {
        north.present(stranger.with("name", "\u202e\u0007"));
        browser.signsInThrough("north");
        asks("Me");
        assertThat(latest().name()).isEqualTo("Account " + stranger.subject());
    }

    @Test
    void aRequestIsDecidedOnce() {
        asks("Me");
        JoinRequestId id = latest().id();
        requests.refuse(id, "No", ADA);
        assertThatThrownBy(() -> requests.approve(id, new PersonId(Cast.GUS.id()), ADA))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> requests.refuse(id, "No", ADA)).isInstanceOf(Refusal.class);
    }

    @Test
    void aRefusalSaysWhy() {
        asks("Me");
        JoinRequestId id = latest().id();
        assertThatThrownBy(() -> requests.refuse(id, " ", ADA)).isInstanceOf(Refusal.class);
    }

    @Test
    void whoIsNotSignedInAsksForNothing(@LocalServerPort int port) {
        var nobody = new TestBrowser(port);
        nobody.get("/schedule");
        assertThat(nobody.post("/join-requests", Map.of("message", "x")).status())
                .isEqualTo(403);
    }
}
