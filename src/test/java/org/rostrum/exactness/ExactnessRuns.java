package org.rostrum.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.FreePort;
import org.rostrum.testing.browser.PortalProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thousands of runs on two nodes and a PostgreSQL to which everything happens that {@link Misfortunes} knows. By hand,
 * because it takes its time (about a second a run on two cores):
 *
 * <pre>mvn -Pquick -Dspotless.check.skip test-compile failsafe:integration-test failsafe:verify -DforkCount=1 -Dit.test=ExactnessRuns -Drostrum.exactness.runs=3000</pre>
 *
 * <p>The seed is printed; {@code -Drostrum.exactness.seed} tries it again. What clients and operators do follows from it,
 * and what the machine makes of it does not. Clocks jump where libfaketime is installed.
 */
class ExactnessRuns {

    private static final Logger LOG = LoggerFactory.getLogger(ExactnessRuns.class);

    private final int runs = Integer.getInteger("rostrum.exactness.runs", 1_000);
    private final int atATime = Integer.getInteger("rostrum.exactness.at-a-time", 12);
    private final Duration within = Duration.ofMinutes(Integer.getInteger("rostrum.exactness.minutes", 120));
    private final Duration blowEvery = Duration.ofSeconds(Integer.getInteger("rostrum.exactness.blow-every", 40));
    private final long seed = Long.getLong("rostrum.exactness.seed", System.nanoTime());

    @Test
    void whateverBefallsThemTheLogIsOneAndAllSawIt() throws Exception {
        // As compiled just now, not a jar of some time ago.
        System.clearProperty("rostrum.jar");
        List<WallClock> clocks = List.of(WallClock.jumping(), WallClock.jumping(), WallClock.jumping());
        WallClock databaseClock = clocks.getLast();
        if (!databaseClock.canJump()) {
            LOG.warn("Clocks go right: libfaketime is not installed");
        }
        try (CrashingPostgres postgres = new CrashingPostgres(databaseClock);
                DatabaseLink oneLink = new DatabaseLink(postgres.url(), postgres.port());
                DatabaseLink otherLink = new DatabaseLink(postgres.url(), postgres.port());
                PortalProcess one = node(oneLink.url(), clocks.getFirst());
                PortalProcess other = node(otherLink.url(), clocks.get(1))) {
            Thread starting = Thread.ofVirtual().start(one::start);
            other.start();
            starting.join();
            List<DatabaseLink> links = List.of(oneLink, otherLink);
            Portal.Fate fate = new Portal.Fate(databaseClock, links);
            try (Portal portal = new Portal(postgres.url(), List.of(one.port(), other.port()), fate)) {
                portal.body.gathers();
                Runs all = new Runs(portal, seed);
                LOG.info("Exactness: seed {}, {} runs", seed, runs);
                Thread playing = Thread.ofVirtual().start(() -> play(all));
                Misfortunes misfortunes =
                        new Misfortunes(List.of(one, other), links, clocks, postgres, seed, blowEvery);
                Thread.ofVirtual().start(() -> tell(all, misfortunes, playing));
                misfortunes.befallWhile(playing);
                playing.join();
                LOG.info("{}, {}", all, misfortunes);
                assertThat(all.wrong()).as(all.toString()).isEmpty();
            }
        }
    }

    private void play(Runs all) {
        try {
            all.play(runs, atATime, within);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(Runs all, Misfortunes misfortunes, Thread playing) {
        int told = 0;
        while (playing.isAlive()) {
            LockSupport.parkNanos(Duration.ofSeconds(10).toNanos());
            LOG.info("{}, {}", all, misfortunes);
            List<String> wrong = all.wrong();
            wrong.subList(told, wrong.size()).forEach(LOG::warn);
            told = wrong.size();
        }
    }

    private static PortalProcess node(String database, WallClock clock) {
        Map<String, String> settings = new HashMap<>(clock.environment());
        // As many as anybody can say, and yet to be waited for after a burst.
        settings.put("rostrum.discussions.messages-per-minute", "60000");
        settings.put("rostrum.discussions.burst", "4");
        settings.put("rostrum.rooms.backlog", "64KB");
        return PortalProcess.withoutProvider(FreePort.next(), database, settings);
    }
}
