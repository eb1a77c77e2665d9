package org.rostrum.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.FreePort;
import org.rostrum.testing.browser.PortalProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thousands of runs on two nodes, of which one is killed every so often, and a PostgreSQL that crashes. By hand, because
 * it takes its time:
 *
 * <pre>mvn -Pquick test-compile failsafe:integration-test failsafe:verify -Dit.test=ExactnessRuns -Drostrum.exactness.runs=3000</pre>
 *
 * <p>The seed is printed; {@code -Drostrum.exactness.seed} tries it again. What clients and operators do follows from it,
 * and what the machine makes of it does not.
 */
class ExactnessRuns {

    private static final Logger LOG = LoggerFactory.getLogger(ExactnessRuns.class);

    private final int runs = Integer.getInteger("rostrum.exactness.runs", 1_000);
    private final int atATime = Integer.getInteger("rostrum.exactness.at-a-time", 8);
    private final int killEvery = Integer.getInteger("rostrum.exactness.kill-every", 100);
    private final int crashEvery = Integer.getInteger("rostrum.exactness.crash-every", 60);
    private final long seed = Long.getLong("rostrum.exactness.seed", System.nanoTime());

    @Test
    void whateverBefallsThemTheLogIsOneAndAllSawIt() throws Exception {
        try (CrashingPostgres postgres = new CrashingPostgres();
                PortalProcess one = node(postgres.url());
                PortalProcess other = node(postgres.url())) {
            one.start();
            other.start();
            try (Portal portal = new Portal(postgres.url(), List.of(one.port(), other.port()))) {
                portal.body.gathers();
                Runs all = new Runs(portal, seed);
                LOG.info("Exactness: seed {}, {} runs", seed, runs);
                Thread playing = Thread.ofVirtual().start(() -> play(all));
                Befallen befallen = befall(all, playing, postgres, List.of(one, other));
                playing.join();
                LOG.info("{}, {}", all, befallen);
                assertThat(all.wrong()).as(all.toString()).isEmpty();
            }
        }
    }

    private void play(Runs all) {
        try {
            all.play(runs, atATime);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Befallen(int killed, int crashed) {}

    private Befallen befall(Runs all, Thread playing, CrashingPostgres postgres, List<PortalProcess> nodes)
            throws IOException, InterruptedException {
        Random random = new Random(seed);
        int killed = 0;
        int crashed = 0;
        int told = 0;
        while (playing.isAlive()) {
            int played = all.played();
            if (played >= (killed + 1) * killEvery && played < runs - atATime) {
                PortalProcess node = nodes.get(random.nextInt(nodes.size()));
                node.kill();
                killed++;
                startsInTheEnd(node);
            }
            if (played >= (crashed + 1) * crashEvery && played < runs - atATime) {
                postgres.crashes();
                crashed++;
            }
            if (played >= told + 50) {
                told = played;
                LOG.info("{}", all);
                all.wrong().stream().limit(5).forEach(LOG::warn);
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        return new Befallen(killed, crashed);
    }

    /** A node whose database goes away while it starts gives up; whoever runs it starts it again. */
    private static void startsInTheEnd(PortalProcess node) {
        for (int attempt = 1; ; attempt++) {
            try {
                node.start();
                return;
            } catch (IllegalStateException e) {
                node.kill();
                if (attempt == 5) {
                    throw e;
                }
            }
        }
    }

    private static PortalProcess node(String database) {
        return PortalProcess.withoutProvider(
                FreePort.next(),
                database,
                Map.of(
                        "rostrum.discussions.messages-per-minute",
                        "1000000",
                        "rostrum.discussions.burst",
                        "100000",
                        "rostrum.rooms.backlog",
                        "64KB"));
    }
}
