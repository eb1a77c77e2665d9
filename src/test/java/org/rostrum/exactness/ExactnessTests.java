package org.rostrum.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.ServedRostrumTest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;

/**
 * A few runs of {@link ExactnessRuns} on one node that nobody kills. Another number of them by
 * {@code -Drostrum.exactness.runs}, the same again by {@code -Drostrum.exactness.seed}.
 */
@ServedRostrumTest
class ExactnessTests {

    private static final Logger LOG = LoggerFactory.getLogger(ExactnessTests.class);

    private final Environment environment;
    private final int port;

    ExactnessTests(Environment environment, @LocalServerPort int port) {
        this.environment = environment;
        this.port = port;
    }

    @Test
    void whateverAnybodyDoesTheLogIsOneAndAllSawIt() throws InterruptedException {
        String database = environment.getRequiredProperty("spring.datasource.url");
        try (Portal portal = new Portal(database, List.of(port), new Portal.Fate(WallClock.right(), List.of()))) {
            Runs runs = new Runs(portal, Long.getLong("rostrum.exactness.seed", System.nanoTime()));
            runs.play(Integer.getInteger("rostrum.exactness.runs", 6), 6, Duration.ofHours(1));
            LOG.info("{}", runs);
            assertThat(runs.wrong()).as(runs.toString()).isEmpty();
        }
    }
}
