package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.BrowserSession;
import org.rostrum.testing.Cast;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.session.SessionRepository;

/** A form larger than the server takes is answered with a page that says so. */
@ServedRostrumTest
class LongPasteTests {

    private final Body body;
    private final SessionRepository<?> sessions;
    private final int port;

    LongPasteTests(Body body, SessionRepository<?> sessions, @LocalServerPort int port) {
        this.body = body;
        this.sessions = sessions;
        this.port = port;
    }

    /** The whole form is sent before the answer is read, as browsers do. */
    private String posts(String form) throws IOException {
        Gathering meeting = body.meetingNow();
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST /meetings/" + meeting.id() + "/agenda/draft HTTP/1.1\r\nHost: localhost\r\nCookie: "
                                    + BrowserSession.of(sessions, Cast.CARLA.account())
                                            .cookieHeader()
                                    + "\r\nAccept: text/html\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                    + "Connection: close\r\nContent-Length: " + form.length() + "\r\n\r\n" + form)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aHundredThousandLinesInAFormAreRefusedInWords() throws IOException {
        assertThat(posts("text=" + "A+rather+long+item+of+business%2C+with+a+presenter%0A".repeat(100_000)))
                .startsWith("HTTP/1.1 413")
                .contains("This form holds more than is taken at once. Nothing was changed.")
                .doesNotContain("pictures");
    }

    @Test
    void aHundredThousandFieldsAreRefusedAtOnce() throws IOException {
        long begun = System.nanoTime();
        assertThat(posts("title=A&".repeat(100_000)))
                .startsWith("HTTP/1.1 413")
                .contains("This form holds more than is taken at once");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void whatIsNoFormIsRefusedWithAPage() throws IOException {
        assertThat(posts("title=%zz")).startsWith("HTTP/1.1 400").contains("This did not work");
    }
}
