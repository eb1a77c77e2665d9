package org.rostrum.rooms.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rostrum.rooms.RoomSettings;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Client;
import org.rostrum.testing.Live;
import org.rostrum.testing.RawHandshake;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Connections that nobody is behind any more, or that only pretend to say something. */
@ServedRostrumTest
class SilentClientsTests {

    private final Body body;
    private final LiveSockets sockets;
    private final RoomSettings settings;
    private final int port;

    SilentClientsTests(Body body, LiveSockets sockets, RoomSettings settings, @LocalServerPort int port) {
        this.body = body;
        this.sockets = sockets;
        this.settings = settings;
        this.port = port;
    }

    @Test
    void whoeverVanishedWithoutAWordIsPingedAndThenCutOff() throws IOException {
        Gathering meeting = body.meetingNow();
        try (Socket vanished = new RawHandshake(port, Cast.VICTOR).opened();
                Live carla = new Client(port, Cast.CARLA).live()) {
            long silentSince = System.nanoTime();
            carla.joins(meeting, 0);
            sockets.tend(silentSince + settings.ping().plusMillis(1).toNanos());
            assertThat(vanished.getInputStream().readNBytes(2)).as("ping").isEqualTo(new byte[] {(byte) 0x89, 0});
            sockets.tend(silentSince + settings.silence().toNanos());
            assertThat(isCut(vanished)).isTrue();
            new Client(port, Cast.DANA).says(meeting, "to whoever is there");
            carla.awaits(1);
        }
    }

    private static boolean isCut(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException _) {
            return true;
        }
    }

    @Test
    void handshakesThatNeverEndKeepNobodyOut() throws IOException {
        Gathering meeting = body.meetingNow();
        List<Socket> dripping = new ArrayList<>();
        try {
            for (int n = 0; n < 500; n++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                dripping.add(socket);
                drip(socket, "GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            }
            for (int round = 0; round < 3; round++) {
                dripping.forEach(SilentClientsTests::dripIfThere);
                try (Live carla = new Client(port, Cast.CARLA).live().joins(meeting, round)) {
                    new Client(port, Cast.DANA).says(meeting, "round " + round);
                    carla.awaits(round + 1);
                }
            }
        } finally {
            for (Socket socket : dripping) {
                socket.close();
            }
        }
    }

    private static void dripIfThere(Socket socket) {
        try {
            drip(socket, "x");
        } catch (IOException _) {
            // Cut off already: LiveDoorTests.
        }
    }

    private static void drip(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void whatFewSocketsAskWithoutPauseHoldsUpNobody() {
        Gathering meeting = body.meetingNow();
        List<Live> asking = new ArrayList<>();
        try (Live carla = new Client(port, Cast.CARLA).live().joins(meeting, 0)) {
            for (int n = 0; n < 20; n++) {
                asking.add(new Client(port, Cast.TESSA).live());
            }
            String watch = "{\"watch\":\"" + meeting.room() + "\",\"after\":0}";
            for (int n = 0; n < 100; n++) {
                asking.forEach(live -> live.sends(watch));
            }
            long begun = System.nanoTime();
            new Client(port, Cast.DANA).says(meeting, "meanwhile");
            carla.awaits(1);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
            await().until(() -> asking.stream().allMatch(Live::isOpen));
        } finally {
            asking.forEach(Live::close);
        }
    }
}
