package org.rostrum.agendas.outputs;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rostrum.agendas.AgendaPublished;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Files what waits, on every node: at once what this node published, and every so often what another left behind. */
@Component
class FilingRounds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(FilingRounds.class);
    private static final Duration STOPPING = Duration.ofSeconds(25);

    private final AgendaFilings filings;
    private final FilingSettings settings;
    private final Semaphore wakeUp = new Semaphore(0);
    private volatile boolean stopping;
    private volatile @Nullable Thread thread;

    FilingRounds(AgendaFilings filings, FilingSettings settings) {
        this.filings = filings;
        this.settings = settings;
    }

    @TransactionalEventListener
    void on(AgendaPublished published) {
        wakeUp.release();
    }

    @Override
    public boolean isAutoStartup() {
        return settings.poll().isPositive();
    }

    @Override
    public void start() {
        stopping = false;
        thread = Thread.ofPlatform().daemon().name("agenda-filing").start(this::go);
    }

    private void go() {
        while (!stopping) {
            try {
                filings.fileWhatWaits(null);
            } catch (RuntimeException e) {
                // The database's turn to be away; what waits is looked for again.
                LOG.warn("Agendas to file could not be looked for: {}", e.toString());
            }
            try {
                if (wakeUp.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS)) {
                    wakeUp.drainPermits();
                }
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /** Lets the one that is being filed be finished. */
    @Override
    public void stop() {
        stopping = true;
        wakeUp.release();
        Thread filing = thread;
        if (filing != null) {
            try {
                filing.join(STOPPING);
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
