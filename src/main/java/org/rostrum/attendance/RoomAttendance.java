package org.rostrum.attendance;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomPeopleChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Hears when people come into rooms and leave them, and looks around from time to time for what nobody told: a meeting
 * that began with people in its room already, one that ended, a node that died.
 */
@Component
class RoomAttendance implements SmartLifecycle {

    static final Duration LOOKS_AROUND = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(RoomAttendance.class);

    private final SelfCheckIns checkIns;
    private volatile @Nullable Run run;

    private record Run(Thread thread, CountDownLatch stopping) {}

    RoomAttendance(SelfCheckIns checkIns) {
        this.checkIns = checkIns;
    }

    @EventListener
    void heard(RoomPeopleChanged event) {
        bringUpToDate(event.room());
    }

    /** What fails now is done when it looks around: nobody's socket depends on it. */
    private void bringUpToDate(RoomId room) {
        try {
            checkIns.bringUpToDate(room);
        } catch (RuntimeException e) {
            LOG.warn("Who is in room {} could not be put on record; it is tried again", room, e);
        }
    }

    void lookAround() {
        try {
            checkIns.due().forEach(this::bringUpToDate);
        } catch (RuntimeException e) {
            LOG.warn("Who is in the rooms could not be looked at; it is tried again: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        var stopping = new CountDownLatch(1);
        run = new Run(Thread.ofVirtual().name("room-attendance").start(() -> goOn(stopping)), stopping);
    }

    private void goOn(CountDownLatch stopping) {
        try {
            do {
                lookAround();
            } while (!stopping.await(LOOKS_AROUND.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        Run running = run;
        run = null;
        if (running != null) {
            running.stopping().countDown();
            try {
                running.thread().join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return run != null;
    }
}
