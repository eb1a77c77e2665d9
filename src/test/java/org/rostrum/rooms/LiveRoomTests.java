package org.rostrum.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Client;
import org.rostrum.testing.Live;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is said in a room arrives, in one order, once. */
@ServedRostrumTest
class LiveRoomTests {

    private final Body body;
    private final int port;

    LiveRoomTests(Body body, @LocalServerPort int port) {
        this.body = body;
        this.port = port;
    }

    private Client client(Cast person) {
        return new Client(port, person);
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void whatDanaSaysCarlaHearsAsTheLogHoldsIt() {
        Gathering meeting = body.meetingNow();
        try (Live carla = client(Cast.CARLA).live()) {
            carla.joins(meeting, 0);
            var answer = client(Cast.DANA).says(meeting, "The *timer* should back off.");
            assertThat(answer.status()).isEqualTo(201);
            carla.awaits(1);
            assertThat(carla.events()).isEqualTo(client(Cast.DANA).log(meeting));
            assertThat(carla.events().getFirst().get("by").get("name").stringValue())
                    .isEqualTo(Cast.DANA.fullName());
            assertThat(carla.events().getFirst().get("data").get("html").stringValue())
                    .contains("<em>timer</em>");
            assertThat(carla.seqs()).isEqualTo(upTo(1));
        }
    }
}
