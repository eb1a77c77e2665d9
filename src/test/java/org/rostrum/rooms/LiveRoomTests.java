package org.rostrum.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Client;
import org.rostrum.testing.Client.Answer;
import org.rostrum.testing.Live;
import org.rostrum.testing.RawHandshake;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What is said in a room arrives with everybody in it, in one order, each word once. */
@ServedRostrumTest
class LiveRoomTests {

    private static final List<Cast> MEMBERS =
            List.of(Cast.CARLA, Cast.VICTOR, Cast.SEKRA, Cast.EDDA, Cast.DANA, Cast.DEVI, Cast.IPSI);

    private final Body body;
    private final JdbcClient jdbc;
    private final int port;

    LiveRoomTests(Body body, JdbcClient jdbc, @LocalServerPort int port) {
        this.body = body;
        this.jdbc = jdbc;
        this.port = port;
    }

    private Client client(Cast person) {
        return new Client(port, person);
    }

    private Client member(int number) {
        return client(MEMBERS.get(number % MEMBERS.size()));
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void whatDanaSaysCarlaHearsAsTheLogHoldsIt() {
        Gathering meeting = body.meetingNow();
        try (Live carla = client(Cast.CARLA).live().joins(meeting, 0)) {
            Answer answer = client(Cast.DANA).says(meeting, "The *timer* should back off.");
            assertThat(answer.status()).isEqualTo(201);
            carla.awaits(1);
            assertThat(carla.events()).isEqualTo(client(Cast.DANA).log(meeting));
            JsonNode event = carla.events().getFirst();
            assertThat(event.propertyNames()).containsExactly("seq", "type", "at", "by", "data");
            assertThat(event.at("/by/name").stringValue()).isEqualTo(Cast.DANA.fullName());
            assertThat(event.at("/by/organization").stringValue()).isEqualTo("Examplecom");
            assertThat(event.at("/data/id").stringValue())
                    .isEqualTo(answer.json().get("id").stringValue());
            assertThat(event.at("/data/html").stringValue()).contains("<em>timer</em>");
        }
    }

    @Test
    void whoeverPostsAtOnceAllHearTheSameOrderWithoutGapOrDouble() throws Exception {
        Gathering meeting = body.meetingNow();
        int posters = 6;
        int each = 40;
        List<Live> listeners = IntStream.range(0, 14)
                .mapToObj(n -> member(n).live().joins(meeting, 0))
                .toList();
        try (ExecutorService crowd = Executors.newFixedThreadPool(posters)) {
            List<Future<?>> done = new ArrayList<>();
            for (int poster = 0; poster < posters; poster++) {
                Client client = member(poster);
                String name = "poster " + poster;
                done.add(crowd.submit(() -> IntStream.range(0, each)
                        .forEach(n -> assertThat(client.says(meeting, name + " says " + n)
                                        .status())
                                .isEqualTo(201))));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
        List<JsonNode> log = client(Cast.CARLA).log(meeting);
        assertThat(log).hasSize(posters * each);
        for (Live listener : listeners) {
            listener.awaits(log.size());
            assertThat(listener.seqs()).isEqualTo(upTo(log.size()));
            assertThat(listener.events()).isEqualTo(log);
            listener.close();
        }
        List<String> times =
                log.stream().map(event -> event.get("at").stringValue()).toList();
        assertThat(times).as("time follows the order of the log").isSorted();
    }

    @Test
    void whoeverLosesTheConnectionAtAnyMomentHasEverythingOnceInTheEnd() throws Exception {
        Gathering meeting = body.meetingNow();
        int messages = 150;
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (ExecutorService others = Executors.newFixedThreadPool(2)) {
            Future<?> posting = others.submit(() ->
                    IntStream.range(0, messages).forEach(n -> client(Cast.DANA).says(meeting, "message " + n)));
            List<Long> seen = new ArrayList<>();
            int connections = 0;
            while (seen.size() < messages) {
                long after = seen.isEmpty() ? 0 : seen.getLast();
                try (Live devi = client(Cast.DEVI).live().watches(meeting, after)) {
                    int enough = 1 + random.nextInt(20);
                    await().atMost(Duration.ofSeconds(20))
                            .pollDelay(Duration.ZERO)
                            .pollInterval(Duration.ofMillis(1))
                            .until(() ->
                                    devi.seqs().size() >= enough || devi.seqs().contains((long) messages));
                    devi.breaks();
                    seen.addAll(devi.seqs());
                }
                connections++;
            }
            posting.get();
            assertThat(seen).as("seed %d, %d connections", seed, connections).isEqualTo(upTo(messages));
            assertThat(connections).isGreaterThan(3);
        }
    }

    @Test
    void aLongLogComesInPagesAndThenLifeWithoutGapOrDouble() {
        Gathering meeting = body.meetingNow();
        fill(meeting, 2_300);
        try (Live victor = client(Cast.VICTOR).live().watches(meeting, 17)) {
            client(Cast.DANA).says(meeting, "meanwhile");
            victor.awaits(2_301);
            assertThat(victor.seqs())
                    .isEqualTo(LongStream.rangeClosed(18, 2_301).boxed().toList());
        }
    }

    /** A long meeting's log, written as the log itself would. */
    private void fill(Gathering meeting, int events) {
        jdbc.sql("""
                        insert into room_event (room_id, seq, type, at, person_id, event)
                        select ?, n, 'test.filled', now(), ?, format('{"seq":%s,"type":"test.filled","data":{}}', n)
                          from generate_series(1, ?) n""").params(meeting.room(), Cast.EDDA.id(), events).update();
        jdbc.sql("update room set last_seq = ? where id = ?")
                .params(events, meeting.room())
                .update();
    }

    @Test
    void anEventTooLargeForANoticeArrivesAsAnyOther() {
        Gathering meeting = body.meetingNow();
        try (Live carla = client(Cast.CARLA).live().joins(meeting, 0)) {
            client(Cast.DANA).says(meeting, "before");
            client(Cast.DANA).says(meeting, "x".repeat(20_000));
            client(Cast.DANA).says(meeting, "ü".repeat(4_100));
            client(Cast.DANA).says(meeting, "after");
            carla.awaits(4);
            assertThat(carla.events()).isEqualTo(client(Cast.DANA).log(meeting));
        }
    }

    @Test
    void aRetryInTheSameInstantIsOneMessageWithOneAnswer() throws InterruptedException, ExecutionException {
        Gathering meeting = body.meetingNow();
        try (Live carla = client(Cast.CARLA).live().joins(meeting, 0);
                ExecutorService impatient = Executors.newFixedThreadPool(8)) {
            for (int message = 1; message <= 10; message++) {
                String text = "message " + message;
                String key = "key-" + message;
                List<Future<Answer>> attempts = IntStream.range(0, 8)
                        .mapToObj(n -> impatient.submit(() -> client(Cast.DANA).says(meeting, text, key)))
                        .toList();
                HashSet<String> answers = new HashSet<>();
                for (Future<Answer> attempt : attempts) {
                    assertThat(attempt.get().status()).isEqualTo(201);
                    answers.add(attempt.get().json().toString());
                }
                assertThat(answers).hasSize(1);
            }
            carla.awaits(10);
            assertThat(client(Cast.DANA).log(meeting)).hasSize(10);
            assertThat(carla.seqs()).isEqualTo(upTo(10));
        }
    }

    @Test
    void whoDoesNotReadIsClosedAndHoldsUpNobody() throws IOException {
        Gathering meeting = body.meetingNow();
        int messages = 150;
        String large = "\uD83D\uDCA1".repeat(20_000);
        try (Live carla = client(Cast.CARLA).live().joins(meeting, 0);
                Socket stalled = stalled(meeting)) {
            carla.awaitsPeople(2);
            for (int n = 0; n < messages; n++) {
                client(Cast.DANA).says(meeting, large);
            }
            carla.awaits(messages);
            assertThat(carla.seqs()).isEqualTo(upTo(messages));
            // The silent one is gone from the room, and what it finds when it reads at last ends before the end.
            carla.awaitsPeople(1);
            assertThat(readToTheEnd(stalled)).isLessThan(messages * 80_000L);
        }
    }

    /** Watches and then never reads. */
    private Socket stalled(Gathering meeting) throws IOException {
        Socket socket = new RawHandshake(port, Cast.VICTOR).opened();
        byte[] watch = ("{\"watch\":\"" + meeting.room() + "\",\"after\":0}").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[6 + watch.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | watch.length);
        // A mask of zeros leaves the payload as it is.
        System.arraycopy(watch, 0, frame, 6, watch.length);
        socket.getOutputStream().write(frame);
        return socket;
    }

    private static long readToTheEnd(Socket socket) throws IOException {
        long total = 0;
        byte[] buffer = new byte[65_536];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                total += n;
            }
        } catch (SocketException _) {
            // Cut, as a connection is that nobody reads from.
        }
        return total;
    }

    @Test
    void whatHappensWhileNobodyListensToTheDatabaseArrivesAfterwards() {
        Gathering meeting = body.meetingNow();
        try (Live carla = client(Cast.CARLA).live().joins(meeting, 0)) {
            for (int round = 0; round < 5; round++) {
                client(Cast.DANA).says(meeting, "before " + round);
                jdbc.sql("""
                                select count(pg_terminate_backend(pid)) from pg_stat_activity
                                 where application_name = 'rostrum-listen' and datname = current_database()""").query(Long.class).single();
                client(Cast.DANA).says(meeting, "meanwhile " + round);
                client(Cast.DANA).says(meeting, "x".repeat(9_000));
            }
            carla.awaits(15);
            client(Cast.DANA).says(meeting, "at last");
            carla.awaits(16);
            assertThat(carla.seqs()).isEqualTo(upTo(16));
        }
    }

    @Test
    void oneSocketWatchesSeveralRoomsUntilItNoLongerWants() {
        Gathering one = body.meetingNow();
        Gathering other = body.meetingNow();
        try (Live carla = client(Cast.CARLA).live().joins(one, 0).joins(other, 0)) {
            client(Cast.DANA).says(one, "in one");
            client(Cast.DANA).says(other, "in the other");
            await().until(() -> carla.events().size() == 2);
            carla.sends("{\"unwatch\":\"" + one.room() + "\"}");
            // Answered in order: when the other room is live again, the first is not watched any more.
            carla.joins(other, 1);
            client(Cast.DANA).says(one, "unheard");
            client(Cast.DANA).says(other, "heard");
            await().until(() -> carla.events().size() == 3);
            assertThat(carla.events().getLast().at("/data/text").stringValue()).isEqualTo("heard");
            carla.joins(one, 1);
            await().until(() -> carla.events().size() == 4);
            assertThat(carla.events().getLast().at("/data/text").stringValue()).isEqualTo("unheard");
        }
    }

    @Test
    void watchingAgainFromAnEarlierNumberAnswersWhatFollowsIt() {
        Gathering meeting = body.meetingNow();
        IntStream.rangeClosed(1, 5).forEach(n -> client(Cast.DANA).says(meeting, "message " + n));
        try (Live carla = client(Cast.CARLA).live().joins(meeting, 5).joins(meeting, 3)) {
            assertThat(carla.seqs()).containsExactly(4L, 5L);
            client(Cast.DANA).says(meeting, "one more");
            carla.awaits(6);
            assertThat(carla.seqs()).containsExactly(4L, 5L, 6L);
        }
    }

    @Test
    void aRoomKnowsHowManyAreHereAndForWhomEachPersonOnce() {
        Gathering meeting = body.meetingNow();
        try (Live carla = client(Cast.CARLA).live().joins(meeting, 0);
                Live again = client(Cast.CARLA).live().joins(meeting, 0);
                Live ada = client(Cast.ADA).live().joins(meeting, 0)) {
            Live victor = client(Cast.VICTOR).live().joins(meeting, 0);
            JsonNode all = again.awaitsPeople(3);
            assertThat(all.get("organizations").toString()).isEqualTo("{\"Examplecom\":1,\"Fictel Networks\":1}");
            victor.breaks();
            assertThat(carla.awaitsPeople(2).get("organizations").toString()).isEqualTo("{\"Examplecom\":1}");
            assertThat(ada.isOpen()).isTrue();
        }
    }
}
