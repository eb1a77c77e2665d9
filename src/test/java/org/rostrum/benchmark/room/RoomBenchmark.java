package org.rostrum.benchmark.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.rostrum.benchmark.room.Errand.Came;
import org.rostrum.benchmark.room.Errand.Connect;
import org.rostrum.benchmark.room.Errand.Heard;
import org.rostrum.benchmark.room.Errand.Open;
import org.rostrum.benchmark.room.Errand.Opened;
import org.rostrum.benchmark.room.Errand.Post;
import org.rostrum.benchmark.room.Errand.Silence;
import org.rostrum.benchmark.room.Figures.Rounds;
import org.rostrum.benchmark.room.RoomStage.Side;
import org.rostrum.testing.Body.Gathering;

/**
 * What the issue of the live discussion claims of speed, against the packaged portal. Each row can be asked for by itself:
 *
 * <pre>mvn -Pbenchmark verify -Dit.test=RoomBenchmark#aThousandListeners</pre>
 *
 * <p>The load shares the machine, so what counts is what the portal and PostgreSQL cost, in processor time, and the ratio
 * to the bare fan-out in the same rounds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RoomBenchmark {

    private static final int ROUNDS = Integer.getInteger("rostrum.benchmark.rounds", 3);

    /** How the rates of a ladder follow each other. */
    private static final double RUNG = 1.25;

    private static final double LIMIT_MS = 200;
    private static final double STEP_SECONDS = 3;
    private static final double WARM_SECONDS = 25;

    /** A page runs through five times as much code as a message: some 25,000 of them until the JVM has compiled it. */
    private static final double PAGE_WARM_SECONDS = 75;

    private static final double PAGE_SECONDS = 4;

    private static final int POSTERS = 100;
    private static final int TEXT_BYTES = 200;
    private static final int LONG_TEXT_BYTES = 6_000;
    private static final double FIVE_A_SECOND = 5;
    private static final int KB = 1024;
    private static final int MICROS = 1_000_000;

    private static final int TEN_THOUSAND = 10_000;
    private static final int OTHER_FILES = 1_000;
    private static final double KB_A_CLIENT = 40;
    private static final double BACK_WITHIN_SECONDS = 30;

    /** What of the bare fan-out's deliveries per CPU-second is left with all that the portal does for each message. */
    private static final double OF_BARE_AT_100 = 0.02;

    private static final double OF_BARE_AT_1000 = 0.08;

    /** Times the bare fan-out's p99 and CPU, where it has a write for each message and socket as the portal has. */
    private static final double TIMES_BARE = 4;

    private static final double COMMITS_A_SECOND = 1_000;
    private static final double SILENT_FACTOR = 2;
    private static final double DEFLATE_FACTOR = 1.2;

    /** Milliseconds by which two rounds differ for no reason. */
    private static final double NOISE_MS = 20;

    private final Figures figures = new Figures();
    private final RoomStage stage;
    private final Load load;

    RoomBenchmark() throws IOException {
        stage = new RoomStage();
        load = new Load();
    }

    @BeforeAll
    void warmUp() {
        for (Side side : new Side[] {stage.portalSide(stage.meeting()), stage.bareSide()}) {
            come(side, 300, false, 0);
            post(side, 100, 5, POSTERS, TEXT_BYTES);
            // The portal needs some 20,000 messages until the JVM has compiled what they run through.
            post(side, 0, WARM_SECONDS, 50, TEXT_BYTES);
            load.leave();
        }
    }

    @AfterAll
    void writeDown() throws IOException {
        load.close();
        stage.close();
        figures.writeTo(Path.of("target", "benchmark", "room.md"));
    }

    @Test
    @Order(1)
    void aHundredListeners() {
        highestRate(100, 400, 5_000, OF_BARE_AT_100);
    }

    @Test
    @Order(2)
    void aThousandListeners() {
        highestRate(1_000, 200, 2_000, OF_BARE_AT_1000);
    }

    /** What was measured of one side at one rate. */
    private record Measured(Heard heard, double cpu, double portalCpu) {

        double deliveriesPerCpuSecond() {
            return heard.deliveries() / cpu;
        }

        double deliveriesPerSecond() {
            return heard.deliveries() / heard.deliverySeconds();
        }
    }

    private void highestRate(int listeners, double portalFrom, double bareFrom, double ofBare) {
        Rounds portal = new Rounds();
        Rounds bare = new Rounds();
        Rounds portalRate = new Rounds();
        Rounds bareRate = new Rounds();
        Rounds portalSeconds = new Rounds();
        Rounds bareSeconds = new Rounds();
        double from = portalFrom;
        double fromBare = bareFrom;
        for (int round = 0; round < ROUNDS; round++) {
            Peak peak = peak(() -> stage.portalSide(stage.meeting()), listeners, from);
            from = peak.perSecond() / RUNG;
            portal.add(peak.measured().deliveriesPerCpuSecond());
            portalRate.add(peak.perSecond());
            portalSeconds.add(peak.measured().deliveriesPerSecond());
            Peak barePeak = peak(stage::bareSide, listeners, fromBare);
            fromBare = barePeak.perSecond() / RUNG;
            bare.add(barePeak.measured().deliveriesPerCpuSecond());
            bareRate.add(barePeak.perSecond());
            bareSeconds.add(barePeak.measured().deliveriesPerSecond());
        }
        String who = "%,d listeners, highest rate with p99 under 200 ms: ".formatted(listeners);
        figures.row(who + "deliveries per CPU-second", portal, bare);
        figures.row(who + "messages a second", portalRate, bareRate);
        figures.row(who + "deliveries a second", portalSeconds, bareSeconds);
        assertThat(portal.median() / bare.median()).isGreaterThan(ofBare);
    }

    private record Peak(double perSecond, Measured measured) {}

    /** Goes up a ladder of rates until one is too high, twice. */
    private Peak peak(Supplier<Side> rooms, int listeners, double from) {
        Side side = rooms.get();
        come(side, listeners, false, 0);
        double rate = from;
        Peak best = null;
        int failed = 0;
        while (best == null || failed < 2) {
            Measured measured = measure(side, rate, STEP_SECONDS);
            if (measured.heard().holds(LIMIT_MS)) {
                best = new Peak(rate, measured);
                rate *= RUNG;
                failed = 0;
                continue;
            }
            if (!measured.heard().trouble().isEmpty()) {
                // Who did not keep up was cut off.
                load.leave();
                side = rooms.get();
                come(side, listeners, false, 0);
            }
            failed++;
            if (best == null && failed == 2) {
                rate /= RUNG * RUNG;
                failed = 0;
                assertThat(rate).as(measured.toString()).isGreaterThan(1);
            }
        }
        load.leave();
        return best;
    }

    /** Whatever is too much for it, nobody may see another order than the others. */
    private Measured measure(Side side, double perSecond, double seconds) {
        double loadBefore = load.cpu();
        double portalBefore = stage.portalCpu();
        double before = side.port() == stage.portal.port() ? portalBefore + stage.postgresCpu() : stage.fanOutCpu();
        Heard heard = load.carryOut(new Post(side.port(), side.room(), POSTERS, perSecond, seconds, TEXT_BYTES, false));
        double portalAfter = stage.portalCpu();
        double after = side.port() == stage.portal.port() ? portalAfter + stage.postgresCpu() : stage.fanOutCpu();
        assertThat(heard.trouble()).as(side.name()).doesNotContain("orders");
        Measured measured = new Measured(heard, after - before, portalAfter - portalBefore);
        System.out.printf(
                "%s at %.0f a second: p99 %.1f ms, late %d, %.0f deliveries a CPU-second, load %.1f s %s%n",
                side.name(),
                perSecond,
                heard.p99(),
                heard.late(),
                measured.deliveriesPerCpuSecond(),
                load.cpu() - loadBefore,
                heard.trouble());
        return measured;
    }

    private Measured exact(Side side, double perSecond, double seconds) {
        Measured measured = measure(side, perSecond, seconds);
        assertThat(measured.heard().trouble()).as(side.name()).isEmpty();
        return measured;
    }

    @Test
    @Order(3)
    void fiveMessagesASecondIntoTwoThousand() {
        Rounds[] portal = {new Rounds(), new Rounds(), new Rounds(), new Rounds()};
        Rounds[] bare = {new Rounds(), new Rounds(), new Rounds(), new Rounds()};
        for (int round = 0; round < ROUNDS; round++) {
            fiveASecond(stage.portalSide(stage.meeting()), portal);
            fiveASecond(stage.bareSide(), bare);
        }
        String who = "5 messages a second into 2,000: ";
        figures.row(who + "p99 from post to receipt, ms", portal[0], bare[0]);
        figures.row(who + "p50, ms", portal[1], bare[1]);
        figures.row(who + "p99 to each message's last listener, ms", portal[2], bare[2]);
        figures.row(who + "us of the server's CPU a delivery", portal[3], bare[3]);
        assertThat(portal[0].median() / bare[0].median()).isLessThan(TIMES_BARE);
        assertThat(portal[3].median() / bare[3].median()).isLessThan(TIMES_BARE);
    }

    private void fiveASecond(Side side, Rounds[] into) {
        come(side, 2_000, false, 0);
        Measured measured = exact(side, FIVE_A_SECOND, 8);
        load.leave();
        Heard heard = measured.heard();
        into[0].add(heard.p99());
        into[1].add(heard.p50());
        into[2].add(heard.lastP99());
        double cpu = side.port() == stage.portal.port() ? measured.portalCpu() : measured.cpu();
        into[3].add(MICROS * cpu / heard.deliveries());
    }

    @Test
    @Order(4)
    void fiftyPostersAtOnce() {
        Rounds portal = new Rounds();
        Rounds bare = new Rounds();
        Rounds answers = new Rounds();
        Rounds bareAnswers = new Rounds();
        Rounds portalCost = new Rounds();
        Rounds postgresCost = new Rounds();
        for (int round = 0; round < ROUNDS; round++) {
            Side side = stage.portalSide(stage.meeting());
            come(side, 10, false, 0);
            double portalBefore = stage.portalCpu();
            double postgresBefore = stage.postgresCpu();
            Heard heard = post(side, 0, 8, 50, TEXT_BYTES);
            portalCost.add(MICROS * (stage.portalCpu() - portalBefore) / heard.posted());
            postgresCost.add(MICROS * (stage.postgresCpu() - postgresBefore) / heard.posted());
            portal.add(heard.posted() / heard.postSeconds());
            answers.add(heard.answerP99());
            load.leave();
            come(stage.bareSide(), 10, false, 0);
            heard = post(stage.bareSide(), 0, 3, 50, TEXT_BYTES);
            bare.add(heard.posted() / heard.postSeconds());
            bareAnswers.add(heard.answerP99());
            load.leave();
        }
        String who = "50 posters, each as soon as it has its answer: ";
        figures.row(who + "commits a second", portal, bare);
        figures.row(who + "p99 to the answer, ms", answers, bareAnswers);
        figures.row(who + "us of the portal's CPU a post", portalCost, null);
        figures.row(who + "us of PostgreSQL's CPU a post", postgresCost, null);
        assertThat(portal.median()).isGreaterThan(COMMITS_A_SECOND);
    }

    @Test
    @Order(5)
    void someStopReading() {
        Rounds without = new Rounds();
        Rounds with = new Rounds();
        Rounds connected = new Rounds();
        int silent = 30;
        for (int round = 0; round < ROUNDS; round++) {
            Side side = stage.portalSide(stage.meeting());
            come(side, 200, false, silent);
            without.add(post(side, 100, 6, 20, LONG_TEXT_BYTES).p99());
            load.carryOut(new Silence(true));
            with.add(post(side, 100, 14, 20, LONG_TEXT_BYTES).p99());
            connected.add(load.carryOut(new Silence(false)));
            load.leave();
        }
        String who = "200 listeners, 100 messages of 6 KB a second: ";
        figures.row(who + "p99, ms", without, null);
        figures.row(who + "p99 of the others while 30 do not read, ms", with, null);
        figures.row(who + "of these 30 are connected afterwards", connected, null);
        assertThat(with.median()).isLessThan(SILENT_FACTOR * without.median() + NOISE_MS);
        assertThat(connected.median()).as("silent clients that were not closed").isZero();
    }

    @Test
    @Order(6)
    void compressionIsOffered() {
        Rounds plain = new Rounds();
        Rounds offered = new Rounds();
        Rounds ratio = new Rounds();
        Heard heard = null;
        for (int round = 0; round < ROUNDS; round++) {
            double[] cpu = new double[2];
            for (int i = 0; i < 2; i++) {
                Side side = stage.portalSide(stage.meeting());
                come(side, 1_000, i == 1, 0);
                Measured measured = exact(side, 50, 5);
                heard = measured.heard();
                cpu[i] = MICROS * measured.portalCpu() / heard.deliveries();
                load.leave();
            }
            plain.add(cpu[0]);
            offered.add(cpu[1]);
            ratio.add(cpu[1] / cpu[0]);
        }
        String who = "1,000 listeners, 50 messages a second: ";
        figures.row(who + "us of the portal's CPU a delivery", plain, null);
        figures.row(who + "the same when permessage-deflate is offered", offered, null);
        figures.row(who + "times as much", ratio, null);
        if (heard != null) {
            figures.row("bytes of an event, as it is sent", heard.event());
            figures.row("bytes of an event, each frame compressed once for all", heard.eventDeflated());
            figures.row("bytes of an event, compressed for each socket in its context", heard.eventDeflatedInContext());
        }
        assertThat(ratio.median()).isLessThan(DEFLATE_FACTOR);
    }

    @Test
    @Order(7)
    void thePageOfARoom() throws Exception {
        Gathering meeting = stage.meeting();
        Heard said = post(stage.portalSide(meeting), 20, 1, 5, TEXT_BYTES);
        assertThat(said.posted()).isEqualTo(20);
        String path = "/meetings/" + meeting.id() + "/room";
        String cookie = stage.cookie();
        assertThat(page(path, cookie).split("QQQQQQQQ", -1))
                .as("messages on the page")
                .hasSize(21);
        double warm = PAGE_WARM_SECONDS;
        for (String encoding : new String[] {"identity", "gzip"}) {
            String headers = "Cookie: " + cookie + "\r\nAccept-Encoding: " + encoding + "\r\n";
            Rounds portal = new Rounds();
            Rounds both = new Rounds();
            Rounds p99 = new Rounds();
            load.carryOut(new Open(stage.portal.port(), path, headers, 8, warm));
            warm = PAGE_SECONDS;
            Opened opened = null;
            for (int round = 0; round < ROUNDS; round++) {
                double portalBefore = stage.portalCpu();
                double postgresBefore = stage.postgresCpu();
                opened = load.carryOut(new Open(stage.portal.port(), path, headers, 8, PAGE_SECONDS));
                double portalCpu = stage.portalCpu() - portalBefore;
                assertThat(opened.trouble()).isEmpty();
                portal.add(opened.pages() / portalCpu);
                both.add(opened.pages() / (portalCpu + stage.postgresCpu() - postgresBefore));
                p99.add(opened.p99());
            }
            String who = "the room's page with 20 messages, signed in, %,d bytes (%s): "
                    .formatted(opened == null ? 0 : opened.bytesAPage(), encoding);
            figures.row(who + "requests per CPU-second of the portal", portal, null);
            figures.row(who + "requests per CPU-second with PostgreSQL's", both, null);
            figures.row(who + "p99 on 8 connections, ms", p99, null);
        }
    }

    private String page(String path, String cookie) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(stage.portal.address() + path))
                                    .header("Cookie", cookie)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    @Order(8)
    void tenThousandListenersAndARestart() throws Exception {
        String who = "10,000 listeners: ";
        if (!filesAllow(TEN_THOUSAND)) {
            figures.row(who + "left out", "one process may open too few files here; see ulimit -n");
            return;
        }
        stage.portal.kill();
        stage.portal.start();
        Side side = stage.portalSide(stage.meeting());
        come(side, 1_000, false, 0);
        post(side, FIVE_A_SECOND, 5, 5, TEXT_BYTES);
        load.leave();
        Processes.collect(stage.portal.handle());
        long before = Processes.resident(stage.portal.handle());

        side = stage.portalSide(stage.meeting());
        double cameIn = come(side, TEN_THOUSAND, true, 0);
        Processes.collect(stage.portal.handle());
        double idle = (double) (Processes.resident(stage.portal.handle()) - before) / TEN_THOUSAND / KB;
        Heard heard = exact(side, FIVE_A_SECOND, 10).heard();
        double after = (double) (Processes.resident(stage.portal.handle()) - before) / TEN_THOUSAND / KB;
        figures.row(who + "seconds until all were in", cameIn);
        figures.row(who + "5 messages a second, p99 from post to receipt, ms", heard.p99());
        figures.row(who + "KB in memory for each, idle", idle);
        figures.row(who + "KB in memory for each, after 10 s of that, garbage not collected", after);

        Side same = side;
        // Not on the common pool: on two cores that is one thread, and to see a process end needs it, too.
        CompletableFuture<Heard> going = CompletableFuture.supplyAsync(
                () -> load.carryOut(new Post(same.port(), same.room(), 5, FIVE_A_SECOND, 90, TEXT_BYTES, true)),
                Thread::startVirtualThread);
        stage.portal.kill();
        stage.portal.start();
        long up = System.currentTimeMillis();
        Heard through = going.join();
        double back = (through.returned() - up) / 1e3;
        load.leave();
        figures.row(who + "all back after a restart, s from when the portal answers", back);
        figures.row(who + "posted through the restart, each once and to all", (double) through.posted());
        assertThat(through.trouble()).isEmpty();
        assertThat(through.refusedReturns()).as("returns that were refused").isZero();
        assertThat(back).isLessThan(BACK_WITHIN_SECONDS);
        assertThat(idle).isLessThan(KB_A_CLIENT);
    }

    private static boolean filesAllow(int sockets) {
        return !(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)
                || system.getMaxFileDescriptorCount() > sockets + OTHER_FILES;
    }

    /** @return how long it took until the last was in, in seconds */
    private double come(Side side, int listeners, boolean likeBrowsers, int silent) {
        boolean returning = listeners == TEN_THOUSAND;
        Came came = load.carryOut(new Connect(side.port(), side.room(), listeners, 0, likeBrowsers, silent, returning));
        assertThat(came.trouble())
                .as("coming into the room of the " + side.name())
                .isEmpty();
        return came.seconds();
    }

    private Heard post(Side side, double perSecond, double seconds, int posters, int bytes) {
        Heard heard = load.carryOut(new Post(side.port(), side.room(), posters, perSecond, seconds, bytes, false));
        assertThat(heard.trouble()).as(side.name()).isEmpty();
        return heard;
    }
}
