package org.rostrum.rooms.live;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Three kinds of work that must not wait for each other. Not beans of their own: an Executor among the beans would take
 * the place of the application's.
 */
@Component
class LiveThreads implements DisposableBean {

    /** Platform threads: writing to ten thousand sockets is long work that would hold a virtual thread's carrier. */
    private final ExecutorService fanOut = Executors.newFixedThreadPool(
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            Thread.ofPlatform().daemon().name("fan-out-", 1).factory());

    private final ExecutorService handlers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("live-", 1).factory());

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("live-clock").factory());

    LiveThreads() {
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** What never waits: publishing. */
    Executor fanOut() {
        return fanOut;
    }

    /** What may wait for the database or a client. */
    Executor handlers() {
        return handlers;
    }

    /** Later, on a thread that may wait. */
    void after(long delay, TimeUnit unit, Runnable task) {
        var _ = clock.schedule(() -> handlers.execute(task), delay, unit);
    }

    /** Again and again, on a thread that may wait, never twice at a time. */
    void every(long millis, Runnable task) {
        var _ = clock.schedule(
                () -> handlers.execute(() -> {
                    try {
                        task.run();
                    } finally {
                        if (!clock.isShutdown()) {
                            every(millis, task);
                        }
                    }
                }),
                millis,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void destroy() {
        clock.shutdownNow();
        handlers.shutdownNow();
        fanOut.shutdownNow();
    }
}
