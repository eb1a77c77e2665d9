package org.rostrum.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.rostrum.access.AccessNotices;
import org.rostrum.organizations.PersonId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.BrowserSession;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Client;
import org.rostrum.testing.Live;
import org.rostrum.testing.RawHandshake;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.SessionRepository;

/** Who gets a live socket, and how long. */
@ServedRostrumTest
class LiveDoorTests {

    private final Body body;
    private final JdbcClient jdbc;
    private final AccessNotices notices;
    private final SessionRepository<?> sessions;
    private final int port;

    LiveDoorTests(
            Body body,
            JdbcClient jdbc,
            AccessNotices notices,
            SessionRepository<?> sessions,
            @LocalServerPort int port) {
        this.body = body;
        this.jdbc = jdbc;
        this.notices = notices;
        this.sessions = sessions;
        this.port = port;
    }

    private Client client(Cast person) {
        return new Client(port, person);
    }

    private static WebSocket.Builder withToken(Cast person) {
        return Client.handshake().header("Authorization", "Bearer " + person.token());
    }

    private String here() {
        return "http://localhost:" + port;
    }

    // --- At the handshake --------------------------------------------------------------------------------------------

    @Test
    void withoutTokenOrSessionThereIsNoSocket() {
        assertThat(client(Cast.DANA).handshake(Client.handshake())).isEqualTo(401);
        assertThat(client(Cast.DANA).handshake(Client.handshake().header("Authorization", "Bearer made-up")))
                .isEqualTo(401);
    }

    @Test
    void whoeverBelongsToNoMemberGetsNoSocket() {
        String cookie = signedIn(Cast.NORA);
        assertThat(client(Cast.NORA)
                        .handshake(Client.handshake().header("Cookie", cookie).header("Origin", here())))
                .isEqualTo(403);
    }

    @Test
    void aPageFromElsewhereGetsNoSocketOnTheSessionsCookie() {
        String cookie = signedIn(Cast.DANA);
        for (String origin : List.of("https://evil.example", "null", "http://localhost:1", "http://localhost")) {
            assertThat(client(Cast.DANA)
                            .handshake(
                                    Client.handshake().header("Cookie", cookie).header("Origin", origin)))
                    .as(origin)
                    .isEqualTo(403);
        }
        assertThat(client(Cast.DANA).handshake(Client.handshake().header("Cookie", cookie)))
                .as("no origin, no token")
                .isEqualTo(403);
        assertThat(client(Cast.DANA)
                        .handshake(Client.handshake().header("Cookie", cookie).header("Origin", here())))
                .isEqualTo(101);
    }

    @Test
    void aRefusedHandshakeSaysWhyInWords() throws Exception {
        var answer = client(Cast.DANA).get("/api/v1/live");
        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.json().get("detail").stringValue()).contains("WebSocket");
    }

    @Test
    void theSubprotocolIsNamedBackAndUnknownOnesAreRefused() {
        try (Live live = client(Cast.DANA).live(withToken(Cast.DANA).subprotocols("rostrum.v2", "rostrum.v1"))) {
            assertThat(live.socket().getSubprotocol()).isEqualTo("rostrum.v1");
        }
        try (Live live = client(Cast.DANA).live(withToken(Cast.DANA))) {
            assertThat(live.socket().getSubprotocol()).isEmpty();
        }
        assertThat(client(Cast.DANA).handshake(withToken(Cast.DANA).subprotocols("graphql-ws")))
                .isEqualTo(400);
    }

    @Test
    void noExtensionIsAgreedOn() throws IOException {
        for (String offer : List.of(
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits, permessage-deflate",
                "identity",
                "fragment;maxLength=1",
                ";")) {
            assertThat(new RawHandshake(port, Cast.DANA)
                            .with("Sec-WebSocket-Extensions", offer)
                            .answer())
                    .as(offer)
                    .startsWith("HTTP/1.1 101")
                    .doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
        }
    }

    @Test
    void whatIsNoHandshakeIsRefusedAndTheVersionNamed() throws IOException {
        assertThat(new RawHandshake(port, Cast.DANA)
                        .with("Sec-WebSocket-Version", "12")
                        .answer())
                .startsWith("HTTP/1.1 426")
                .containsIgnoringCase("Sec-WebSocket-Version: 13")
                .contains("application/problem+json");
        assertThat(new RawHandshake(port, Cast.DANA)
                        .without("Sec-WebSocket-Key")
                        .answer())
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
    }

    @Test
    void whoSendsTheHandshakeAByteAtATimeIsCutOffAndWhoIsQuickIsNot() throws IOException {
        String line = "GET /api/v1/live HTTP/1.1\r\n";
        String quick = "GET /js/live.js HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String slowly = "X-Slow: " + "x".repeat(1_000);
        try (Socket inTheLine = new Socket(InetAddress.getLoopbackAddress(), port);
                Socket inTheHeaders = new Socket(InetAddress.getLoopbackAddress(), port);
                Socket before = new Socket(InetAddress.getLoopbackAddress(), port);
                Socket healthy = new Socket(InetAddress.getLoopbackAddress(), port)) {
            inTheLine.getOutputStream().write("GET /".getBytes(StandardCharsets.US_ASCII));
            inTheHeaders.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
            List<Socket> slow = new ArrayList<>(List.of(inTheLine, inTheHeaders, before));
            Instant begun = Instant.now();
            for (int n = 0; !slow.isEmpty() && n < 200; n++) {
                byte next = (byte) (n < 300 ? slowly.charAt(n) : 'x');
                slow.removeIf(one -> !takes(one, one.equals(before) ? (byte) '\n' : next));
                healthy.getOutputStream().write(quick.getBytes(StandardCharsets.US_ASCII));
                assertThat(healthy.getInputStream().read()).isNotNegative();
                healthy.getInputStream().skip(healthy.getInputStream().available());
            }
            assertThat(slow).isEmpty();
            assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(12));
        }
    }

    /** @return whether the server is still there a little after it was sent a byte */
    private static boolean takes(Socket socket, byte next) {
        try {
            socket.getOutputStream().write(next);
            socket.setSoTimeout(30);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException _) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void onePersonHoldsSoManySocketsAndNoMore() {
        List<Live> open = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            open.add(client(Cast.TESSA).live());
        }
        assertThat(client(Cast.TESSA).handshake(withToken(Cast.TESSA))).isEqualTo(429);
        open.removeFirst().close();
        await().until(() -> client(Cast.TESSA).handshake(withToken(Cast.TESSA)) == 101);
        open.forEach(Live::close);
    }

    // --- At the watch ------------------------------------------------------------------------------------------------

    @Test
    void aRoomOneMayNotSeeIsNoRoomAndNothingOfItArrives() {
        Instant now = Instant.now();
        Gathering closed =
                body.meeting(Body.CITY, now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS), "ACCEPT");
        Gathering open = body.meetingNow();
        try (Live dana = client(Cast.DANA).live()) {
            dana.watches(closed, 0);
            var error = dana.awaitsError();
            assertThat(error.get("status").intValue()).isEqualTo(404);
            assertThat(error.get("room").stringValue()).isEqualTo(closed.room().toString());
            client(Cast.DEVI).says(closed, "among ourselves");
            dana.joins(open, 0);
            assertThat(dana.events()).isEmpty();
        }
        assertThat(client(Cast.DANA).says(closed, "let me in").status()).isEqualTo(404);
        assertThat(client(Cast.DANA)
                        .get("/api/v1/rooms/" + closed.room() + "/events")
                        .status())
                .isEqualTo(404);
        assertThat(client(Cast.DANA)
                        .get("/api/v1/rooms/" + closed.room() + "/threads")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aGuestReadsTheMeetingTheyAreInvitedToAndPostsNothing() {
        Gathering meeting = body.meetingNow();
        body.invites(Cast.GUS, meeting);
        try (Live gus = client(Cast.GUS).live().joins(meeting, 0)) {
            client(Cast.DANA).says(meeting, "welcome");
            gus.awaits(1);
        }
        assertThat(client(Cast.GUS).says(meeting, "thank you").status()).isEqualTo(403);
    }

    // --- Afterwards --------------------------------------------------------------------------------------------------

    @Test
    void signingOutClosesTheSessionsSocketsAndNoOthers() throws IOException, InterruptedException {
        Gathering meeting = body.meetingNow();
        BrowserSession session = session(Cast.EDDA);
        String elsewhere = signedIn(Cast.EDDA);
        try (Live here = live(Cast.EDDA, session.cookieHeader()).joins(meeting, 0);
                Live there = live(Cast.EDDA, elsewhere).joins(meeting, 0)) {
            assertThat(signOut(session)).isLessThan(400);
            assertThat(here.awaitsClose()).isEqualTo(4401);
            client(Cast.DANA).says(meeting, "still here?");
            there.awaits(1);
            assertThat(here.events()).isEmpty();
        }
    }

    @Test
    void aSessionThatEndedClosesItsSocket() {
        closesEddasSocket(session -> {
            jdbc.sql("update spring_session set expiry_time = 1 where session_id = ?")
                    .param(session.id())
                    .update();
            notices.changed(new PersonId(Cast.EDDA.id()));
        });
    }

    /** Signing in anew changes the id, and who it is may have changed too. */
    @Test
    void aSessionThatGoesOnUnderAnotherIdClosesTheSocketOfTheOldOne() {
        closesEddasSocket(session -> jdbc.sql("update spring_session set session_id = ? where session_id = ?")
                .params(UUID.randomUUID().toString(), session.id())
                .update());
    }

    /** Nobody says so but the database, in the transaction that ends it: what comes after that may not come at all. */
    @Test
    void aSessionThatSomebodyDeletesClosesItsSocket() {
        closesEddasSocket(session -> jdbc.sql("delete from spring_session where session_id = ?")
                .param(session.id())
                .update());
    }

    private void closesEddasSocket(Consumer<BrowserSession> change) {
        Gathering meeting = body.meetingNow();
        BrowserSession session = session(Cast.EDDA);
        try (Live edda = live(Cast.EDDA, session.cookieHeader()).joins(meeting, 0)) {
            change.accept(session);
            assertThat(edda.awaitsClose()).isEqualTo(4401);
        }
    }

    @Test
    void aRevokedTokenClosesItsSocket() {
        Gathering meeting = body.meetingNow();
        try (Live sekra = client(Cast.SEKRA).live().joins(meeting, 0)) {
            jdbc.sql("update access_token set revoked_at = now() where person_id = ?")
                    .param(Cast.SEKRA.id())
                    .update();
            notices.changed(new PersonId(Cast.SEKRA.id()));
            assertThat(sekra.awaitsClose()).isEqualTo(4401);
        } finally {
            jdbc.sql("update access_token set revoked_at = null where person_id = ?")
                    .param(Cast.SEKRA.id())
                    .update();
        }
    }

    @Test
    void aMemberWhoseOrganisationIsSuspendedIsOutAtOnce() {
        Gathering meeting = body.meetingNow();
        try (Live ipsi = client(Cast.IPSI).live().joins(meeting, 0)) {
            standing(Cast.Company.IPSUM, "SUSPENDED");
            notices.changed(new PersonId(Cast.IPSI.id()));
            assertThat(ipsi.awaitsClose()).isEqualTo(4403);
        } finally {
            standing(Cast.Company.IPSUM, "ACTIVE");
        }
    }

    private void standing(Cast.Company company, String standing) {
        jdbc.sql("update membership set standing = ? where organization_id = ?")
                .params(standing, company.id())
                .update();
    }

    @Test
    void whoLosesOneRoomKeepsTheOthers() {
        Gathering invited = body.meetingNow();
        Gathering stays = body.meetingNow();
        body.invites(Cast.GUS, invited);
        body.invites(Cast.GUS, stays);
        try (Live gus = client(Cast.GUS).live().joins(invited, 0).joins(stays, 0)) {
            jdbc.sql("delete from invitation where meeting_id = ? and person_id = ?")
                    .params(invited.id(), Cast.GUS.id())
                    .update();
            notices.changed(new PersonId(Cast.GUS.id()));
            var error = gus.awaitsError();
            assertThat(error.get("status").intValue()).isEqualTo(404);
            assertThat(error.get("room").stringValue()).isEqualTo(invited.room().toString());
            client(Cast.DANA).says(invited, "among ourselves");
            client(Cast.DANA).says(stays, "for you too");
            await().until(() -> !gus.events().isEmpty());
            assertThat(gus.events())
                    .singleElement()
                    .satisfies(event ->
                            assertThat(event.at("/data/text").stringValue()).isEqualTo("for you too"));
        }
    }

    // --- Sessions as a browser has them ------------------------------------------------------------------------------

    private Live live(Cast person, String cookie) {
        return client(person)
                .live(Client.handshake()
                        .header("Cookie", cookie)
                        .header("Origin", here())
                        .subprotocols("rostrum.v1"));
    }

    /** @return the cookie of a session that somebody signed in with */
    private String signedIn(Cast person) {
        return session(person).cookieHeader();
    }

    private BrowserSession session(Cast person) {
        return BrowserSession.of(sessions, person.account());
    }

    private int signOut(BrowserSession session) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(here() + "/logout"))
                                .header("Cookie", session.cookieHeader())
                                .header("X-CSRF-TOKEN", session.csrf())
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
