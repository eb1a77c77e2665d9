package org.rostrum.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Five hundred delegates who reserve a number in the same second: over HTTP, from the first byte sent to the last one
 * received, against as many one after the other in the same run.
 */
@ServedRostrumTest
class ReservationBenchmark {

    private static final int DELEGATES = 500;
    private static final double LIMIT_SECONDS = 5;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Newcomers newcomers;
    private final JdbcClient jdbc;
    private final OwnGroup own;

    ReservationBenchmark(@LocalServerPort int port, Newcomers newcomers, Viewers viewers, Body body, JdbcClient jdbc) {
        this.port = port;
        this.newcomers = newcomers;
        this.jdbc = jdbc;
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
    }

    @Test
    void fiveHundredAtOnceGetFiveHundredNumbersWithoutAGapInUnderFiveSeconds() throws Exception {
        Gathering meeting = own.meetingIn(Duration.ofDays(30));
        List<Newcomer> delegates = IntStream.range(0, DELEGATES)
                .mapToObj(n -> newcomers.delegate())
                .toList();
        // What a server does first it does slowly.
        for (Newcomer delegate : delegates) {
            reserve(meeting, delegate);
        }
        double oneByOne = seconds(() -> {
            for (Newcomer delegate : delegates) {
                reserve(meeting, delegate);
            }
        });
        double atOnce = seconds(() -> allAtOnce(meeting, delegates));

        String table = String.format(Locale.ROOT, """
                # Reserving numbers

                | %d reservations | one after the other | at the same instant | ratio |
                | --- | ---: | ---: | ---: |
                | seconds in all | %.2f | %.2f | %.2f |
                """, DELEGATES, oneByOne, atOnce, atOnce / oneByOne);
        Path file = Path.of("target", "benchmark", "reservations.md");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, table);
        System.out.println(table);
        assertThat(jdbc.sql("select serial from contribution where meeting_id = ? order by serial")
                        .param(meeting.id())
                        .query(Integer.class)
                        .list())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 3 * DELEGATES).boxed().toList());
        assertThat(atOnce).isLessThan(LIMIT_SECONDS);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e9;
    }

    private void allAtOnce(Gathering meeting, List<Newcomer> delegates) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (Newcomer delegate : delegates) {
                all.add(threads.submit(() -> {
                    go.await();
                    reserve(meeting, delegate);
                    return null;
                }));
            }
            go.countDown();
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private void reserve(Gathering meeting, Newcomer delegate) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/api/v1/meetings/" + meeting.id() + "/contributions"))
                .header("Authorization", "Bearer " + delegate.token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"type\": \"INP\", \"for\": \"Discussion\", \"title\": \"At the same instant\"}"))
                .build();
        assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(201);
    }
}
