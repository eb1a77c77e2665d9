package org.rostrum.exactness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Many runs, several at a time, and what they add up to. */
final class Runs {

    private final Portal portal;
    private final long seed;
    private final Queue<Run.Result> results = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();

    /** Run number n has the seed {@code seed + n}: what fails can be tried again alone. */
    Runs(Portal portal, long seed) {
        this.portal = portal;
        this.seed = seed;
    }

    /** Plays until so many have been played in all, or until there is no more time to begin another. */
    void play(int runs, int atATime, Duration within) throws InterruptedException {
        long until = System.nanoTime() + within.toNanos();
        List<Thread> playing = new ArrayList<>();
        for (int n = 0; n < atATime; n++) {
            playing.add(Thread.ofVirtual().start(() -> playUpTo(runs, until)));
        }
        for (Thread one : playing) {
            one.join();
        }
    }

    private void playUpTo(int runs, long until) {
        for (int n = next.getAndIncrement(); n < runs && System.nanoTime() - until < 0; n = next.getAndIncrement()) {
            try {
                results.add(new Run(portal, seed + n).play());
            } catch (RuntimeException e) {
                results.add(new Run.Result(List.of("run " + (seed + n) + " broke: " + e), 0, 0, 0, false));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    int played() {
        return results.size();
    }

    List<String> wrong() {
        return results.stream().flatMap(result -> result.wrong().stream()).toList();
    }

    @Override
    public String toString() {
        return "Exactness: seed %d, %d runs, %d messages acknowledged, %d events, %d frames heard, %d rights taken, %d wrong"
                .formatted(
                        seed,
                        results.size(),
                        results.stream().mapToInt(Run.Result::acknowledged).sum(),
                        results.stream().mapToInt(Run.Result::events).sum(),
                        results.stream().mapToInt(Run.Result::frames).sum(),
                        results.stream().filter(Run.Result::revoked).count(),
                        wrong().size());
    }
}
