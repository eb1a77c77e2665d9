package org.rostrum.shared;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Work that waits in the database and that every node does on a thread of its own: at once when it is woken, and every so
 * often what another node left behind. What fails is logged and looked for again.
 */
public abstract class Rounds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration STOPPING = Duration.ofSeconds(25);

    private final String name;
    private final Duration poll;
    private final Semaphore wakeUp = new Semaphore(0);
    private volatile boolean stopping;
    private volatile @Nullable Thread thread;

    /** @param poll how often to look; where it is 0 this node does nothing */
    protected Rounds(String name, Duration poll) {
        this.name = name;
        this.poll = poll;
    }

    /** Does all that waits. */
    protected abstract void round() throws InterruptedException;

    public final void wake() {
        wakeUp.release();
    }

    /** Whether the round should end soon, because the portal stops. */
    protected final boolean stopping() {
        return stopping;
    }

    @Override
    public boolean isAutoStartup() {
        return poll.isPositive();
    }

    @Override
    public void start() {
        stopping = false;
        thread = Thread.ofPlatform().daemon().name(name).start(this::go);
    }

    private void go() {
        while (!stopping) {
            try {
                round();
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                // The database's turn to be away.
                LOG.warn("A round of {} broke off: {}", name, e.toString());
            }
            try {
                if (wakeUp.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakeUp.drainPermits();
                }
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /** Lets what is being done be finished. */
    @Override
    public void stop() {
        stopping = true;
        wakeUp.release();
        Thread working = thread;
        if (working != null) {
            try {
                working.join(STOPPING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
