package org.rostrum.rooms.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rostrum.access.AccessNotices;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomLog;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Client;
import org.rostrum.testing.Live;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A node that was cut off from the database knows of nobody whether they may still listen. */
@ServedRostrumTest
class DeafNodeTests {

    private static final int NOT_ADMITTED = 4403;
    private static final int COME_BACK = 1011;

    private final Body body;
    private final Newcomers newcomers;
    private final RoomFeeds feeds;
    private final RoomLog log;
    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final Environment environment;
    private final int port;

    DeafNodeTests(
            Body body,
            Newcomers newcomers,
            RoomFeeds feeds,
            RoomLog log,
            TransactionTemplate transactions,
            JdbcClient jdbc,
            Environment environment,
            @LocalServerPort int port) {
        this.body = body;
        this.newcomers = newcomers;
        this.feeds = feeds;
        this.log = log;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.environment = environment;
        this.port = port;
    }

    @Test
    void whoseRightsWereTakenMeanwhileHearsNothingOfWhatWasSaidMeanwhile() {
        Gathering meeting = body.meetingNow();
        for (int round = 1; round <= 4; round++) {
            Newcomer delegate = newcomers.delegate();
            try (Live out = new Client(port, delegate).live().joins(meeting, round - 1);
                    Live carla = new Client(port, Cast.CARLA).live().joins(meeting, round - 1)) {
                jdbc.sql("update delegation set until = now() where person_id = ?")
                        .param(delegate.id().value())
                        .update();
                jdbc.sql("""
                                select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity
                                 where application_name = 'rostrum-listen' and datname = current_database()""").query(Long.class).single();
                new Client(port, Cast.DANA).says(meeting, "among ourselves " + round);
                carla.awaits(round);
                assertThat(out.awaitsClose()).isEqualTo(NOT_ADMITTED);
                assertThat(out.events()).isEmpty();
            }
        }
    }

    @Test
    void whileItHearsNothingItReadsToNobody() {
        Gathering meeting = body.meetingNow();
        new Client(port, Cast.DANA).says(meeting, "before");
        try (Live carla = new Client(port, Cast.CARLA).live()) {
            feeds.deaf();
            try {
                carla.watches(meeting, 0);
                new Client(port, Cast.DANA).says(meeting, "x".repeat(9_000));
                // Answered in order: then it has seen to the watch before.
                carla.sends("what?");
                carla.awaitsError();
                assertThat(carla.events()).isEmpty();
            } finally {
                feeds.hearing(System.nanoTime());
            }
            carla.awaits(2);
            assertThat(carla.seqs()).isEqualTo(List.of(1L, 2L));
        }
    }

    @Test
    void whoeverCannotBeCheckedIsCheckedAgainOrHasToComeBack() throws InterruptedException {
        Gathering meeting = body.meetingNow();
        Newcomer delegate = newcomers.delegate();
        var own = new SingleConnectionDataSource(
                environment.getRequiredProperty("spring.datasource.url") + "&ApplicationName=operator", true);
        try (Live out = new Client(port, delegate).live().joins(meeting, 0)) {
            JdbcClient operator = JdbcClient.create(own);
            usesEveryConnection();
            operator.sql("""
                            with cut as (
                              select pg_terminate_backend(pid, 5000) from pg_stat_activity
                               where application_name = 'PostgreSQL JDBC Driver' and datname = current_database()
                            ), gone as (
                              update delegation set until = now() where person_id = :person
                            )
                            select count(*), pg_notify('rostrum_access', :person::text) from cut""")
                    .param("person", delegate.id().value())
                    .query((row, n) -> "")
                    .single();
            long begun = System.nanoTime();
            assertThat(out.awaitsClose()).isIn(NOT_ADMITTED, COME_BACK);
            assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
        } finally {
            own.destroy();
        }
    }

    @Test
    void whileItIsNotKnownWhoStillMayNobodyHearsAnything() {
        Gathering meeting = body.meetingNow();
        var own = new SingleConnectionDataSource(environment.getRequiredProperty("spring.datasource.url"), true);
        try (Live carla = new Client(port, Cast.CARLA).live().joins(meeting, 0)) {
            JdbcClient operator = JdbcClient.create(own);
            new TransactionTemplate(new DataSourceTransactionManager(own)).executeWithoutResult(held -> {
                operator.sql("lock table access_token in access exclusive mode").update();
                jdbc.sql("select pg_notify(?, ?)")
                        .params(AccessNotices.CHANNEL, AccessNotices.EVERYBODY)
                        .query((row, n) -> "")
                        .single();
                // Until what was proved before has aged.
                LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
                says(meeting);
                LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
                assertThat(carla.events()).isEmpty();
            });
            carla.awaits(1);
        } finally {
            own.destroy();
        }
    }

    /** Without asking whether one may. */
    private void says(Gathering meeting) {
        transactions.executeWithoutResult(transaction -> log.append(
                new RoomId(meeting.room()),
                "test.said",
                new Author(new PersonId(Cast.DANA.id()), "Dana", null),
                Map.of(),
                null));
    }

    /** So that the pool hands each of them out again without a look at whether it still lives. */
    private void usesEveryConnection() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(10);
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 10)
                    .forEach(n -> all.execute(() -> {
                        jdbc.sql("select pg_sleep(0.1)").query((row, m) -> "").single();
                        done.countDown();
                    }));
            done.await();
        }
    }
}
