package org.rostrum.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.RostrumApplication;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Client;
import org.rostrum.testing.Live;
import org.rostrum.testing.SignInTest;
import org.rostrum.testing.TestBrowser;
import org.rostrum.testing.TestBrowser.Answer;
import org.rostrum.testing.TestProvider;
import org.rostrum.testing.TestProvider.Account;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever signs out at the provider is out here too, by whichever channel it says so, and nobody else can say it. */
@SignInTest
class ProviderLogoutTests {

    private static final String SOCKET_GONE = "sockets of a session that ended";

    private final TestProvider north;
    private final TestProvider south;
    private final Body body;
    private final JdbcClient jdbc;
    private final Environment environment;
    private final int port;

    ProviderLogoutTests(
            TestProvider north,
            TestProvider south,
            Body body,
            JdbcClient jdbc,
            Environment environment,
            @LocalServerPort int port) {
        this.north = north;
        this.south = south;
        this.body = body;
        this.jdbc = jdbc;
        this.environment = environment;
        this.port = port;
    }

    @BeforeEach
    void providersBehave() {
        north.behaves();
        south.behaves();
    }

    private TestBrowser signedIn(Cast person) {
        north.present(Account.of(person));
        var browser = new TestBrowser(port);
        browser.signsInThrough("north");
        assertThat(browser.signedIn()).isTrue();
        return browser;
    }

    private String sid(TestBrowser browser) {
        return jdbc.sql("""
                        select sid from sign_in join spring_session s on s.primary_id = session_primary_id
                         where s.session_id = ?""").param(browser.sessionId()).query(String.class).single();
    }

    private Answer backChannel(String registration, String token) {
        return new TestBrowser(port)
                .post("/logout/connect/back-channel/" + registration, Map.of("logout_token", token));
    }

    @Test
    void aLogoutTokenOfOneSessionEndsThatSessionAndItsSockets() {
        TestBrowser here = signedIn(Cast.DANA);
        TestBrowser there = signedIn(Cast.DANA);
        Gathering meeting = body.meetingNow();
        var client = new Client(port, Cast.DANA);
        try (Live ended = client.live(here.handshake()).joins(meeting, 0);
                Live kept = client.live(there.handshake()).joins(meeting, 0)) {
            Answer answer = backChannel("north", north.logoutToken("dana", sid(here)));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(ended.awaitsClose()).as(SOCKET_GONE).isNotZero();
            assertThat(here.signedIn()).isFalse();
            assertThat(there.signedIn()).isTrue();
            assertThat(kept.isOpen()).isTrue();
        }
    }

    @Test
    void aLogoutTokenOfAnAccountEndsAllItsSessionsAndSockets() {
        TestBrowser here = signedIn(Cast.VICTOR);
        TestBrowser there = signedIn(Cast.VICTOR);
        TestBrowser another = signedIn(Cast.SEKRA);
        Gathering meeting = body.meetingNow();
        try (Live socket = new Client(port, Cast.VICTOR).live(here.handshake()).joins(meeting, 0)) {
            assertThat(backChannel("north", north.logoutToken("victor", null)).status())
                    .isEqualTo(200);
            assertThat(socket.awaitsClose()).as(SOCKET_GONE).isNotZero();
        }
        assertThat(here.signedIn()).isFalse();
        assertThat(there.signedIn()).isFalse();
        assertThat(another.signedIn()).isTrue();
        assertThat(jdbc.sql(
                                "select count(*) from audit_entry where action = 'sign-in.ended-by-provider' and subject_id = ?")
                        .param(Cast.VICTOR.id().toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void theSameAccountNameAtAnotherProviderIsSomebodyElse() {
        TestBrowser browser = signedIn(Cast.DANA);
        assertThat(backChannel("south", south.logoutToken("dana", null)).status())
                .isEqualTo(200);
        assertThat(browser.signedIn()).isTrue();
    }

    private void refused(Cast person, UnaryOperator<Map<String, Object>> change) {
        TestBrowser browser = signedIn(person);
        assertThat(backChannel("north", north.logoutToken(person.account(), sid(browser), change))
                        .status())
                .isEqualTo(400);
        assertThat(browser.signedIn()).isTrue();
    }

    @Test
    void aForgedLogoutTokenEndsNothing() {
        TestBrowser browser = signedIn(Cast.DANA);
        north.signsWithAnotherKey();
        assertThat(backChannel("north", north.logoutToken("dana", null)).status())
                .isEqualTo(400);
        north.behaves();
        north.signsNothing();
        assertThat(backChannel("north", north.logoutToken("dana", null)).status())
                .isEqualTo(400);
        assertThat(backChannel("north", "x.y.z").status()).isEqualTo(400);
        assertThat(backChannel("south", north.logoutToken("dana", null)).status())
                .isEqualTo(400);
        assertThat(browser.signedIn()).isTrue();
    }

    @Test
    void aLogoutTokenForAnotherAudienceEndsNothing() {
        refused(Cast.DANA, claims -> with(claims, "aud", "another-client"));
    }

    @Test
    void aLogoutTokenWithANonceEndsNothingBecauseItMayBeAnIdToken() {
        refused(Cast.DANA, claims -> with(claims, "nonce", "n"));
    }

    @Test
    void aLogoutTokenWithoutItsEventEndsNothing() {
        refused(Cast.DANA, claims -> with(claims, "events", Map.of()));
    }

    @Test
    void aLogoutTokenThatIsOldEndsNothing() {
        refused(Cast.DANA, claims -> {
            claims.remove("exp");
            return with(claims, "iat", Date.from(Clock.systemUTC().instant().minus(Duration.ofMinutes(10))));
        });
    }

    @Test
    void aLogoutTokenThatHasExpiredEndsNothing() {
        refused(
                Cast.DANA,
                claims -> with(
                        claims, "exp", Date.from(Clock.systemUTC().instant().minus(Duration.ofMinutes(2)))));
    }

    @Test
    void aLogoutTokenThatOneNodeIsToldEndsTheSocketsOfAnother() {
        TestBrowser here = signedIn(Cast.SEKRA);
        Gathering meeting = body.meetingNow();
        try (ConfigurableApplicationContext node = secondNode();
                Live socket =
                        new Client(port, Cast.SEKRA).live(here.handshake()).joins(meeting, 0)) {
            var other =
                    new TestBrowser(Integer.parseInt(node.getEnvironment().getRequiredProperty("local.server.port")));
            assertThat(other.post(
                                    "/logout/connect/back-channel/north",
                                    Map.of("logout_token", north.logoutToken("sekra", sid(here))))
                            .status())
                    .isEqualTo(200);
            assertThat(socket.awaitsClose()).as(SOCKET_GONE).isNotZero();
        }
        assertThat(here.signedIn()).isFalse();
    }

    private ConfigurableApplicationContext secondNode() {
        Map<String, String> settings = new HashMap<>(north.settings("north", "North Identity"));
        settings.put("spring.datasource.url", environment.getRequiredProperty("spring.datasource.url"));
        settings.put("server.port", "0");
        return new SpringApplicationBuilder(RostrumApplication.class)
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    @Test
    void aLogoutTokenWorksOnce() {
        signedIn(Cast.EDDA);
        String token = north.logoutToken("edda", null);
        assertThat(backChannel("north", token).status()).isEqualTo(200);
        TestBrowser again = signedIn(Cast.EDDA);
        assertThat(backChannel("north", token).status()).isEqualTo(400);
        assertThat(again.signedIn()).isTrue();
    }

    private Answer frontChannel(String registration, String iss, String sid) {
        return new TestBrowser(port)
                .get("/logout/connect/front-channel/" + registration + "?iss=" + iss + "&sid=" + sid);
    }

    @Test
    void theProvidersFrameEndsItsSessionWithoutACookie() {
        TestBrowser here = signedIn(Cast.DANA);
        TestBrowser there = signedIn(Cast.DANA);
        Answer frame = frontChannel("north", north.issuer(), sid(here));
        assertThat(frame.status()).isEqualTo(200);
        assertThat(frame.header("Content-Security-Policy")).endsWith("frame-ancestors " + north.issuer());
        assertThat(frame.header("X-Frame-Options")).isEmpty();
        assertThat(frame.header("Cache-Control")).contains("no-store");
        assertThat(here.signedIn()).isFalse();
        assertThat(there.signedIn()).isTrue();
    }

    @Test
    void aFrameThatNamesTheWrongProviderOrSessionEndsNothing() {
        TestBrowser browser = signedIn(Cast.DANA);
        assertThat(frontChannel("north", south.issuer(), sid(browser)).status()).isEqualTo(400);
        assertThat(frontChannel("south", south.issuer(), sid(browser)).status()).isEqualTo(200);
        assertThat(frontChannel("elsewhere", north.issuer(), sid(browser)).status())
                .isEqualTo(400);
        assertThat(frontChannel("north", north.issuer(), UUID.randomUUID().toString())
                        .status())
                .isEqualTo(200);
        assertThat(new TestBrowser(port)
                        .get("/logout/connect/front-channel/north")
                        .status())
                .isEqualTo(400);
        assertThat(browser.signedIn()).isTrue();
    }

    private static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
        claims.put(name, value);
        return claims;
    }
}
