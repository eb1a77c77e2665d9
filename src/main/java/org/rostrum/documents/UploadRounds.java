package org.rostrum.documents;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Forgets uploads that nobody goes on with, on every node. */
@Component
class UploadRounds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(UploadRounds.class);

    private final Uploads uploads;
    private final UploadSettings settings;
    private volatile @Nullable ScheduledExecutorService clock;

    UploadRounds(Uploads uploads, UploadSettings settings) {
        this.uploads = uploads;
        this.settings = settings;
    }

    @Override
    public boolean isAutoStartup() {
        return settings.tidy().isPositive();
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("uploads").factory());
        started.scheduleWithFixedDelay(this::round, 0, settings.tidy().toMillis(), TimeUnit.MILLISECONDS);
        clock = started;
    }

    private void round() {
        try {
            uploads.forgetExpired();
        } catch (RuntimeException e) {
            // The database's turn to be away; what is too old still is when the next round comes.
            LOG.warn("Uploads that nobody goes on with could not be looked for: {}", e.toString());
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = clock;
        if (running != null) {
            running.shutdown();
        }
        clock = null;
    }

    @Override
    public boolean isRunning() {
        return clock != null;
    }
}
