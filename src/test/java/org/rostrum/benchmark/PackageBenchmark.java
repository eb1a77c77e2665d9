package org.rostrum.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a package of 1 GB costs a node: how much heap is in use while it is sent, measured right after each of many
 * collections, against the same node at rest; and how long it takes against its documents one by one.
 */
@ServedRostrumTest
class PackageBenchmark {

    private static final int MB = 1 << 20;
    private static final int DOCUMENTS = 41;
    private static final int PIECES = 25;
    private static final int ROUNDS = 3;
    private static final Duration EVERY = Duration.ofMillis(150);
    private static final long EXTRA_HEAP = 64L * MB;

    /** The same bytes from the same tables, in one request and not in 41: it may not be slower by more than noise. */
    private static final double AGAINST_ONE_BY_ONE = 1.15;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final JdbcClient jdbc;
    private final OwnGroup people;
    private final List<UUID> contributions = new ArrayList<>();

    PackageBenchmark(@LocalServerPort int port, JdbcClient jdbc, Body body, Newcomers newcomers, Viewers viewers) {
        this.port = port;
        this.jdbc = jdbc;
        people = new OwnGroup(newcomers, viewers, body, jdbc);
    }

    @Test
    void aGigabyteIsSentInLessThanSixtyFourMegabytesOfHeap() throws Exception {
        Gathering meeting = people.meetingIn(Duration.ofDays(30));
        for (int i = 0; i < DOCUMENTS; i++) {
            document(meeting, i);
        }
        String zip = "/api/v1/meetings/" + meeting.id() + "/documents.zip";
        // Classes, pools and caches belong to the portal and not to the package.
        read(zip + "?new=true");
        long rest = inUse();

        long most;
        long bytes;
        long looks;
        try (Watch watch = new Watch()) {
            bytes = read(zip);
            most = watch.most.get();
            looks = watch.looks.get();
        }

        Duration whole = Duration.ZERO;
        Duration oneByOne = Duration.ZERO;
        long single = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long started = System.nanoTime();
            bytes = read(zip);
            whole = whole.plusNanos(System.nanoTime() - started);
            started = System.nanoTime();
            single = 0;
            for (UUID contribution : contributions) {
                single += read("/api/v1/contributions/" + contribution + "/revisions/0/file");
            }
            oneByOne = oneByOne.plusNanos(System.nanoTime() - started);
        }

        double ratio = (double) whole.toMillis() / oneByOne.toMillis();
        List<String> lines = List.of(
                "# A package of 1 GB",
                "",
                "| what | value |",
                "| --- | ---: |",
                "| bytes sent | " + String.format(Locale.ROOT, "%,d", bytes) + " |",
                "| heap in use at rest, MB | " + rest / MB + " |",
                "| most in use while it is sent, MB | " + most / MB + " |",
                "| more than at rest, MB | " + (most - rest) / MB + " |",
                "| looks, each after a collection | " + looks + " |",
                "| the package, s | " + seconds(whole.dividedBy(ROUNDS)) + " |",
                "| its documents one by one, s | " + seconds(oneByOne.dividedBy(ROUNDS)) + " |",
                "| ratio | " + String.format(Locale.ROOT, "%.2f", ratio) + " |");
        Path file = Path.of("target", "benchmark", "package.md");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
        lines.forEach(System.out::println);

        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(bytes).as("bytes").isGreaterThan(1L << 30).isGreaterThan(single);
        softly.assertThat(single).as("bytes one by one").isEqualTo((long) DOCUMENTS * PIECES * MB);
        softly.assertThat(looks).as("looks").isGreaterThan(9);
        softly.assertThat(most - rest).as("extra heap").isLessThan(EXTRA_HEAP);
        softly.assertThat(ratio).as("against one by one").isLessThan(AGAINST_ONE_BY_ONE);
        softly.assertAll();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f", duration.toMillis() / 1e3);
    }

    /** What a collection leaves. */
    private static long inUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Has the heap collected several times a second, and keeps the most that was still in use. */
    private static final class Watch implements AutoCloseable {

        private final AtomicLong most = new AtomicLong();
        private final AtomicLong looks = new AtomicLong();
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private final ScheduledFuture<?> looking =
                clock.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);

        private void look() {
            most.accumulateAndGet(inUse(), Math::max);
            looks.incrementAndGet();
        }

        @Override
        public void close() {
            looking.cancel(false);
            clock.close();
        }
    }

    /** As a reader does who keeps nothing. */
    private long read(String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", "Bearer " + people.delegate.token())
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        long announced = response.headers().firstValueAsLong("Content-Length").orElseThrow();
        long bytes = 0;
        try (InputStream body = response.body()) {
            byte[] buffer = new byte[64 * 1024];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                bytes += read;
            }
        }
        assertThat(bytes).isEqualTo(announced);
        return bytes;
    }

    /** Of random bytes, which nothing on the way can make smaller. */
    private void document(Gathering meeting, int n) throws Exception {
        UUID contribution = people.submitted(meeting, false);
        contributions.add(contribution);
        UUID document = NewId.next();
        Random random = new Random(n);
        byte[] piece = new byte[MB];
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        CRC32 crc32 = new CRC32();
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < PIECES; i++) {
            random.nextBytes(piece);
            sha256.update(piece);
            crc32.update(piece);
            pieces.add(piece.clone());
        }
        jdbc.sql("""
                        insert into document
                          (id, original_name, media_type, size, sha256, crc32, macros, stored_by, stored_at)
                        values (?, 'large.zip', 'application/zip', ?, ?, ?, false, ?, now())""")
                .params(
                        document,
                        PIECES * MB,
                        sha256.digest(),
                        crc32.getValue(),
                        people.delegate.id().value())
                .update();
        for (int i = 0; i < PIECES; i++) {
            jdbc.sql("insert into document_chunk (document_id, position, bytes) values (?, ?, ?)")
                    .params(document, i, pieces.get(i))
                    .update();
        }
        jdbc.sql("insert into revision (contribution_id, number, document_id, uploaded_by, uploaded_at)"
                        + " values (?, 0, ?, ?, now())")
                .params(contribution, document, people.delegate.id().value())
                .update();
    }
}
