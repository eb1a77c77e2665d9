package org.rostrum.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Client;
import org.rostrum.testing.Live;
import org.rostrum.testing.RawHandshake;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a client sends wrongly is answered in words, and the socket goes on; but for what is too large or no text. */
@ServedRostrumTest
class LiveFramesTests {

    private final Body body;
    private final int port;

    LiveFramesTests(Body body, @LocalServerPort int port) {
        this.body = body;
        this.port = port;
    }

    private Live carla() {
        return new Client(port, Cast.CARLA).live();
    }

    private void goesOn(Live live) {
        Gathering meeting = body.meetingNow();
        live.joins(meeting, 0);
        new Client(port, Cast.DANA).says(meeting, "still here");
        live.awaits(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{",
                "[]",
                "null",
                "\"watch\"",
                "{}",
                "{\"say\":\"hello\"}",
                "{\"watch\":\"ROOM\"}",
                "{\"watch\":\"ROOM\",\"after\":-1}",
                "{\"watch\":\"ROOM\",\"after\":\"0\"}",
                "{\"watch\":\"ROOM\",\"after\":1.5}",
                "{\"watch\":\"ROOM\",\"after\":null}",
                "{\"watch\":\"ROOM\",\"after\":99999999999999999999}",
                "{\"watch\":\"ROOM\",\"after\":1e999999999}",
                "{\"watch\":\"ROOM\",\"after\":{}}",
                "{\"watch\":7,\"after\":0}",
                "{\"watch\":null,\"after\":0}",
                "{\"watch\":\"1-1-1-1-1\",\"after\":0}",
                "{\"watch\":\"' or 1=1 --\",\"after\":0}",
                "{\"watch\":\"ROOM\",\"unwatch\":\"ROOM\",\"after\":0}",
                "{\"unwatch\":\"nothing\"}",
                "{\"typing\":7}",
                "{\"typing\":\"ROOM\",\"thread\":\"1-1-1-1-1\"}",
                "{\"typing\":\"ROOM\",\"thread\":{}}",
                "{\"typing\":\"ROOM\",\"watch\":\"ROOM\",\"after\":0}"
            })
    void whatIsNoRequestIsRefusedAndTheSocketGoesOn(String frame) {
        try (Live live = carla()) {
            live.sends(frame.replace("ROOM", body.meetingNow().room().toString()));
            JsonNode error = live.awaitsError();
            assertThat(error.get("status").intValue()).isEqualTo(400);
            assertThat(error.get("title").stringValue()).isEqualTo("Bad Request");
            assertThat(error.get("detail").stringValue()).isNotBlank();
            goesOn(live);
        }
    }

    @Test
    void aNumberBeyondTheLogsEndIsRefusedAndTheEndIsNamed() {
        Gathering meeting = body.meetingNow();
        new Client(port, Cast.DANA).says(meeting, "the only word");
        try (Live live = carla().watches(meeting, 2)) {
            JsonNode error = live.awaitsError();
            assertThat(error.get("status").intValue()).isEqualTo(422);
            assertThat(error.get("last").longValue()).isEqualTo(1);
            assertThat(error.get("room").stringValue()).isEqualTo(meeting.room().toString());
            live.watches(meeting, Long.MAX_VALUE);
            await().until(() -> live.errors().size() == 2);
            assertThat(live.awaitsError().get("last").longValue()).isEqualTo(1);
            live.joins(meeting, 1);
            assertThat(live.events()).isEmpty();
        }
    }

    @Test
    void nestingWithoutEndIsNoRequest() {
        try (Live live = carla()) {
            live.sends("[".repeat(60_000));
            live.sends("{\"watch\":".repeat(6_000));
            await().until(() -> live.errors().size() == 2);
            assertThat(live.errors())
                    .allSatisfy(
                            error -> assertThat(error.get("status").intValue()).isEqualTo(400));
            goesOn(live);
        }
    }

    @Test
    void aBinaryFrameIsRefusedAndTheSocketGoesOn() {
        try (Live live = carla()) {
            live.socket()
                    .sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true)
                    .join();
            assertThat(live.awaitsError().get("status").intValue()).isEqualTo(415);
            goesOn(live);
        }
    }

    @Test
    void aMessageMayHoldSixtyFourKilobytesAndNoMore() {
        try (Live live = carla()) {
            live.sends("x".repeat(65_536));
            assertThat(live.awaitsError().get("status").intValue()).isEqualTo(400);
            goesOn(live);
            live.sends("x".repeat(65_537));
            assertThat(live.awaitsClose()).isEqualTo(1009);
        }
    }

    @Test
    void aBinaryMessageOverTheLimitClosesTheSocketToo() {
        try (Live live = carla()) {
            live.socket().sendBinary(ByteBuffer.allocate(65_537), true).join();
            assertThat(live.awaitsClose()).isEqualTo(1009);
        }
    }

    @Test
    void aRequestInManyPiecesIsOneRequest() {
        Gathering meeting = body.meetingNow();
        try (Live live = carla()) {
            String frame = "{\"watch\":\"" + meeting.room() + "\",\"after\":0}";
            for (int at = 0; at < frame.length(); at += 7) {
                int end = Math.min(at + 7, frame.length());
                live.socket()
                        .sendText(frame.substring(at, end), end == frame.length())
                        .join();
            }
            new Client(port, Cast.DANA).says(meeting, "heard");
            live.awaits(1);
        }
    }

    @Test
    void aFrameWithoutEndIsCutOff() {
        try (Live live = carla()) {
            String piece = "x".repeat(60_000);
            try {
                for (int n = 0; n < 40; n++) {
                    live.socket().sendText(piece, false).join();
                }
            } catch (CompletionException _) {
                // The server has hung up already.
            }
            assertThat(live.awaitsClose()).isIn(1009, 1006);
        }
    }

    @Test
    void oneSocketWatchesSoManyRoomsAndNoMore() {
        try (Live live = carla()) {
            Gathering last = body.meetingNow();
            live.watches(last, 0);
            for (int n = 1; n < 50; n++) {
                live.watches(body.meetingNow(), 0);
            }
            Gathering heard = body.meetingNow();
            for (int n = 0; n < 100; n++) {
                live.sends("{\"watch\":\"" + UUID.randomUUID() + "\",\"after\":0}");
            }
            await().until(() -> live.errors().size() == 100);
            assertThat(live.awaitsError().get("status").intValue()).isEqualTo(429);
            live.sends("{\"unwatch\":\"" + last.room() + "\"}");
            live.joins(heard, 0);
        }
    }

    @Test
    void whoAsksForTenThousandRoomsIsClosedAndToldToComeBackLater() {
        try (Live live = carla()) {
            try {
                for (int n = 0; n < 10_000; n++) {
                    live.sends("{\"watch\":\"" + UUID.randomUUID() + "\",\"after\":0}");
                }
            } catch (CompletionException _) {
                // The server has hung up already.
            }
            assertThat(live.awaitsClose()).isEqualTo(1008);
            assertThat(live.errors()).hasSizeLessThan(400);
        }
        try (Live live = carla()) {
            goesOn(live);
        }
    }

    @Test
    void aRoomThatDoesNotExistIsNotFoundLikeOneThatIsClosed() {
        try (Live live = carla()) {
            live.sends("{\"watch\":\"" + UUID.randomUUID() + "\",\"after\":0}");
            assertThat(live.awaitsError().get("status").intValue()).isEqualTo(404);
            goesOn(live);
        }
    }

    @Test
    void textThatIsNotUtf8ClosesTheSocket() throws IOException {
        try (Socket socket = new RawHandshake(port, Cast.CARLA).opened()) {
            // 0xFF begins no character; the mask of zeros leaves it as it is.
            socket.getOutputStream().write(new byte[] {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, (byte) 0xFF});
            byte[] close = socket.getInputStream().readNBytes(4);
            assertThat(close[0]).isEqualTo((byte) 0x88);
            assertThat(ByteBuffer.wrap(close).getShort(2)).isEqualTo((short) 1007);
        }
    }

    /** What breaks the protocol itself, in hexadecimal; masks are zeros, which leave the payload as it is. */
    @ParameterizedTest
    @CsvSource({
        "unmasked, 81017b, 1002",
        "a reserved bit, c18100000000 7b, 1002",
        "an unknown opcode, 838100000000 7b, 1002",
        "a piece of nothing, 808100000000 7b, 1002",
        "a text within a text, 018100000000 7b 818100000000 7d, 1002",
        "a ping in pieces, 098000000000, 1002",
        "a ping too long, 89fe007e00000000 126, 1002",
        "a length beyond all, 81ff7fffffffffffffff00000000, 1009",
        "a negative length, 81ffffffffffffffffff00000000, 1009",
        "half a character, 018100000000 c3 808100000000 28, 1007",
        "a close code that is none, 888200000000 03ed, 1002"
    })
    void whatBreaksTheProtocolClosesTheSocket(String what, String frames, int code) throws IOException {
        try (Socket socket = new RawHandshake(port, Cast.CARLA).opened()) {
            socket.getOutputStream()
                    .write(HexFormat.of()
                            .parseHex(frames.replace(" 126", "00".repeat(126)).replace(" ", "")));
            byte[] close = socket.getInputStream().readNBytes(4);
            assertThat(close).as(what).hasSize(4);
            assertThat(close[0]).as(what).isEqualTo((byte) 0x88);
            assertThat(ByteBuffer.wrap(close).getShort(2)).as(what).isEqualTo((short) code);
        }
        try (Live live = carla()) {
            goesOn(live);
        }
    }

    @Test
    void aPingIsAnswered() {
        try (Live live = carla()) {
            live.socket().sendPing(ByteBuffer.wrap(new byte[] {42})).join();
            live.awaitsPong();
        }
    }
}
