package org.rostrum.acting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.identity.AccessTokens;
import org.rostrum.identity.TokenId;
import org.rostrum.organizations.People;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.BrowserSession;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Client;
import org.rostrum.testing.Live;
import org.rostrum.testing.OwnPerson;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.SessionRepository;

/** Open sockets end with what they were opened by: acting for somebody, a token, representing a member. */
@ServedRostrumTest
class LiveEndsTests {

    private static final Pattern TOKEN = Pattern.compile("name=\"csrf-token\" content=\"([^\"]+)\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Body body;
    private final JdbcClient jdbc;
    private final SessionRepository<?> sessions;
    private final AccessTokens tokens;
    private final People people;
    private final int port;
    private OwnPerson staff;
    private OwnPerson delegate;
    private BrowserSession office;
    private Gathering meeting;

    LiveEndsTests(
            Body body,
            JdbcClient jdbc,
            SessionRepository<?> sessions,
            AccessTokens tokens,
            People people,
            @LocalServerPort int port) {
        this.body = body;
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.tokens = tokens;
        this.people = people;
        this.port = port;
    }

    @BeforeEach
    void somebodyOfTheStaffAndADelegate() {
        staff = OwnPerson.known(jdbc).andStaff(jdbc);
        delegate = OwnPerson.of(Cast.Company.EXAMPLECOM, jdbc);
        office = BrowserSession.of(sessions, staff.subject());
        meeting = body.meetingNow();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(get("/schedule").body());
        assertThat(token.find()).isTrue();
        return HTTP.send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-CSRF-TOKEN", token.group(1))
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept", "text/html")
                .header("Cookie", office.cookieHeader());
    }

    private void acts() throws IOException, InterruptedException {
        String reason = URLEncoder.encode("asked by telephone", StandardCharsets.UTF_8);
        assertThat(post("/staff/people/" + delegate.id() + "/acting", "minutes=60&reason=" + reason)
                        .statusCode())
                .isEqualTo(302);
    }

    private Live live(BrowserSession session) {
        return new Client(port, Cast.DANA)
                .live(Client.handshake()
                        .header("Cookie", session.cookieHeader())
                        .header("Origin", "http://localhost:" + port)
                        .subprotocols("rostrum.v1"))
                .joins(meeting, 0);
    }

    @Test
    void stoppingEndsWhatWasOpenedOnBehalfAndNothingOfTheDelegatesOwn() throws Exception {
        acts();
        try (Live onBehalf = live(office);
                Live own = live(BrowserSession.of(sessions, delegate.subject()))) {
            assertThat(post("/acting/end", "").statusCode()).isEqualTo(302);
            assertThat(onBehalf.awaitsClose()).isEqualTo(4401);
            new Client(port, Cast.CARLA).says(meeting, "still here?");
            own.awaits(1);
        }
    }

    @Test
    void anHourEndsItToTheSecond() throws Exception {
        acts();
        jdbc.sql(
                        "update acting set started_at = now() - interval '59 minutes', until = now() + interval '2 seconds' where person_id = ?")
                .param(delegate.id())
                .update();
        try (Live onBehalf = live(office)) {
            assertThat(onBehalf.awaitsClose()).isEqualTo(4401);
            assertThat(get("/").body()).doesNotContain("You act on behalf of");
        }
    }

    @Test
    void losingTheStaffFlagEndsIt() throws Exception {
        acts();
        OwnPerson another = OwnPerson.known(jdbc).andStaff(jdbc);
        try (Live onBehalf = live(office)) {
            people.works(staff.person(), false, false, another.person());
            assertThat(onBehalf.awaitsClose()).isEqualTo(4401);
        }
    }

    @Test
    void theEndOfTheStaffsSessionEndsIt() throws Exception {
        acts();
        try (Live onBehalf = live(office)) {
            jdbc.sql("delete from spring_session where session_id = ?")
                    .param(office.id())
                    .update();
            assertThat(onBehalf.awaitsClose()).isEqualTo(4401);
        }
    }

    @Test
    void anErrorPageTooSaysInWhoseNameOneIsHere() throws Exception {
        acts();
        assertThat(get("/no-such-page"))
                .satisfies(page -> assertThat(page.statusCode()).isEqualTo(404))
                .satisfies(page -> assertThat(page.body()).contains("You act on behalf of", delegate.name()));
        assertThat(get("/me"))
                .satisfies(page -> assertThat(page.statusCode()).isEqualTo(403))
                .satisfies(page -> assertThat(page.body())
                        .contains("Not while you act on behalf of " + delegate.name(), "/acting/end"));
    }

    @Test
    void aRevokedTokenClosesItsSocketsAndLeavingAMemberClosesAll() {
        String secret = tokens.create(delegate.person(), "t", Set.of("read"), Duration.ofDays(7), null)
                .shown();
        TokenId id = new TokenId(jdbc.sql("select id from access_token where person_id = ?")
                .param(delegate.id())
                .query(UUID.class)
                .single());
        try (Live byToken = new Client(port, Cast.DANA)
                        .live(Client.handshake()
                                .header("Authorization", "Bearer " + secret)
                                .subprotocols("rostrum.v1"))
                        .joins(meeting, 0);
                Live bySession = live(BrowserSession.of(sessions, delegate.subject()))) {
            tokens.revoke(id, delegate.person());
            assertThat(byToken.awaitsClose()).isEqualTo(4401);
            assertThat(bySession.isOpen()).isTrue();
            people.leave(delegate.person(), delegate.person());
            assertThat(bySession.awaitsClose()).isEqualTo(4403);
        }
    }
}
