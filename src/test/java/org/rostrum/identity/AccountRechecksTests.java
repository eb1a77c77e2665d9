package org.rostrum.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rostrum.identity.provider.AccountRechecks;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Cast.Company;
import org.rostrum.testing.Client;
import org.rostrum.testing.Live;
import org.rostrum.testing.SignInTest;
import org.rostrum.testing.TestBrowser;
import org.rostrum.testing.TestProvider;
import org.rostrum.testing.TestProvider.Account;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever the provider no longer vouches for is out; whoever it cannot be asked about stays. */
@SignInTest
class AccountRechecksTests {

    private final TestProvider north;
    private final TestProvider south;
    private final AccountRechecks rechecks;
    private final Body body;
    private final JdbcClient jdbc;
    private final int port;
    private final TestBrowser browser;

    AccountRechecksTests(
            TestProvider north,
            TestProvider south,
            AccountRechecks rechecks,
            Body body,
            JdbcClient jdbc,
            @LocalServerPort int port) {
        this.north = north;
        this.south = south;
        this.rechecks = rechecks;
        this.body = body;
        this.jdbc = jdbc;
        this.port = port;
        this.browser = new TestBrowser(port);
    }

    @BeforeEach
    void danaIsSignedIn() {
        north.behaves();
        south.behaves();
        // What other tests left is no business of these.
        jdbc.sql("delete from spring_session").update();
        north.present(Account.of(Cast.DANA));
        browser.signsInThrough("north");
        assertThat(browser.signedIn()).isTrue();
        // The portal's own round takes what is due within seconds; these tests take it themselves.
        rechecks.stop();
    }

    private void allAreDue() {
        jdbc.sql("update sign_in set next_check_at = now() - interval '1 second' where next_check_at is not null")
                .update();
    }

    private void recheck() {
        allAreDue();
        rechecks.checkDue();
    }

    @Test
    void anAccountThatIsDisabledAtTheProviderIsOutAndItsSocketsToo() {
        Gathering meeting = body.meetingNow();
        try (Live socket = new Client(port, Cast.DANA).live(browser.handshake()).joins(meeting, 0)) {
            north.disables("dana");
            recheck();
            assertThat(socket.awaitsClose()).isNotZero();
        }
        assertThat(browser.signedIn()).isFalse();
    }

    @Test
    void whoIsStillVouchedForStaysHoweverOftenItIsAsked() {
        for (int i = 0; i < 3; i++) {
            recheck();
            assertThat(browser.signedIn()).isTrue();
        }
        assertThat(north.asked()).filteredOn("/token"::equals).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 401, 403, 404, 429})
    void aProviderInTroubleEndsNobodysSession(int status) {
        north.hasTrouble(status);
        recheck();
        assertThat(browser.signedIn()).isTrue();
        north.behaves();
        recheck();
        assertThat(browser.signedIn()).isTrue();
    }

    @Test
    void aProviderThatIsAwayEndsNobodysSessionAndIsAskedAgainLater() {
        north.goesAway();
        recheck();
        assertThat(browser.signedIn()).isTrue();
        assertThat(rechecks.checkDue()).isZero();
        north.behaves();
        north.disables("dana");
        recheck();
        assertThat(browser.signedIn()).isFalse();
    }

    @Test
    void aProviderThatWasNeverReachedEndsNobodysSession() {
        jdbc.sql("update sign_in set registration = 'rostrum'").update();
        recheck();
        assertThat(browser.signedIn()).isTrue();
    }

    @Test
    void twoNodesNeverAskWithTheSameRefreshToken() {
        allAreDue();
        CompletableFuture<Integer> other = CompletableFuture.supplyAsync(rechecks::checkDue);
        int here = rechecks.checkDue();
        assertThat(here + other.join()).isOne();
        assertThat(browser.signedIn()).isTrue();
    }

    @Test
    void theRoundGoesRoundByItself() {
        north.disables("dana");
        allAreDue();
        rechecks.start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> jdbc.sql("select count(*) from sign_in")
                                .query(Integer.class)
                                .single()
                        == 0);
        assertThat(browser.signedIn()).isFalse();
    }

    @Test
    void aNewIdTokenThatIsForgedOrAboutSomebodyElseChangesNothing() {
        String code = "G" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
        UUID group = group(code);
        Account account = member(code, "editor");
        south.present(account);
        var there = new TestBrowser(port);
        there.signsInThrough("south");
        south.knows(account.without("groups"));
        south.signsWithAnotherKey();
        recheck();
        assertThat(rolesIn(group)).containsExactly("EDITOR");
        assertThat(there.signedIn()).isTrue();
    }

    @Test
    void rolesThatTheProviderGivesAndTakesMeanwhileAreGivenAndTakenHere() {
        String code = "G" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
        UUID group = group(code);
        Account account = member(code, "editor");
        south.present(account);
        new TestBrowser(port).signsInThrough("south");
        assertThat(rolesIn(group)).containsExactly("EDITOR");

        south.knows(account.with("groups", List.of("/" + code + "/secretary")));
        recheck();
        assertThat(rolesIn(group)).containsExactly("SECRETARY");
    }

    private static Account member(String code, String role) {
        return Account.stranger()
                .with("email", UUID.randomUUID() + "@south.example")
                .with("email_verified", true)
                .with("organization", Company.LOREM.title())
                .with("groups", List.of("/" + code + "/" + role));
    }

    private UUID group(String code) {
        UUID id = NewId.next();
        jdbc.sql("""
                        insert into working_group (id, code, name, kind, visibility)
                        values (?, ?, ?, 'WORKING_GROUP', 'MEMBERS')""").params(id, code, "Group " + code).update();
        return id;
    }

    private List<String> rolesIn(UUID group) {
        return jdbc.sql("select role from current_office where group_id = ? order by role")
                .param(group)
                .query((row, n) -> row.getString(1))
                .list();
    }
}
