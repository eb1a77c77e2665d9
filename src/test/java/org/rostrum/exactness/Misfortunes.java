package org.rostrum.exactness;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.rostrum.testing.browser.PortalProcess;

/**
 * What befalls the nodes and their database while people talk: every 40 seconds a heavy blow (a node is killed, the
 * database crashes, both), every few seconds a light one.
 */
final class Misfortunes {

    private static final List<Duration> JUMPS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(-1),
            Duration.ofSeconds(20),
            Duration.ofSeconds(-20),
            Duration.ofMinutes(7),
            Duration.ofHours(1),
            Duration.ofHours(-1));

    private final List<PortalProcess> nodes;
    private final List<DatabaseLink> links;
    private final List<WallClock> clocks;
    private final CrashingPostgres postgres;
    private final Random random;
    private final long blowNanos;
    private final List<Thread> starting = new ArrayList<>();

    private int killed;
    private int crashed;
    private int cut;
    private int heldUp;
    private int jumped;

    /**
     * @param links of each node
     * @param clocks of each node, and of the database
     */
    Misfortunes(
            List<PortalProcess> nodes,
            List<DatabaseLink> links,
            List<WallClock> clocks,
            CrashingPostgres postgres,
            long seed,
            Duration blowEvery) {
        this.nodes = nodes;
        this.links = links;
        this.clocks = clocks;
        this.postgres = postgres;
        this.random = new Random(seed);
        this.blowNanos = blowEvery.toNanos();
    }

    void befallWhile(Thread playing) throws IOException, InterruptedException {
        long blow = System.nanoTime() + blowNanos / 2;
        int blows = 0;
        while (playing.isAlive()) {
            if (System.nanoTime() - blow > 0) {
                blow += blowNanos;
                heavy(blows++);
            } else {
                light();
            }
            LockSupport.parkNanos(
                    Duration.ofMillis(2_000 + random.nextLong(3_000)).toNanos());
        }
        for (Thread one : starting) {
            one.join();
        }
    }

    private void heavy(int n) throws IOException, InterruptedException {
        if (n % 3 != 1 && starting.stream().noneMatch(Thread::isAlive)) {
            PortalProcess node = nodes.get(random.nextInt(nodes.size()));
            node.kill();
            killed++;
            starting.add(Thread.ofVirtual().start(() -> startsInTheEnd(node)));
        }
        if (n % 3 != 0) {
            postgres.crashes();
            crashed++;
        }
    }

    private void light() {
        DatabaseLink link = links.get(random.nextInt(links.size()));
        switch (random.nextInt(7)) {
            case 0 -> {
                link.deafens(Duration.ofMillis(random.nextLong(3_000)));
                cut++;
            }
            case 1 -> {
                link.cutsPooled();
                cut++;
            }
            case 2 -> {
                Duration all = Duration.ofMillis(500 + random.nextLong(2_500));
                link.fails(all, all.plusMillis(random.nextLong(2_500)));
                cut++;
            }
            case 3 -> {
                link.holdsUp(Duration.ofMillis(random.nextLong(4_000)));
                heldUp++;
            }
            case 4 -> link.losesCommits(Duration.ofSeconds(2));
            default -> jumps(clocks.get(random.nextInt(clocks.size())));
        }
    }

    private void jumps(WallClock clock) {
        if (clock.canJump()) {
            clock.jumps(random.nextInt(3) == 0 ? Duration.ZERO : JUMPS.get(random.nextInt(JUMPS.size())));
            jumped++;
        }
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

    @Override
    public String toString() {
        return "%d times a node killed, %d times PostgreSQL crashed, %d times connections cut, %d times held up, %d commits lost on the way, %d jumps of clocks"
                .formatted(
                        killed,
                        crashed,
                        cut,
                        heldUp,
                        links.stream().mapToInt(DatabaseLink::commitsLost).sum(),
                        jumped);
    }
}
