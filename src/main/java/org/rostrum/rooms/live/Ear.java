package org.rostrum.rooms.live;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Whether this node hears what happens in the database, and somewhere to wait until it does. */
final class Ear {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition heard = lock.newCondition();
    private volatile boolean hearing;

    void hearing() {
        lock.lock();
        try {
            hearing = true;
            heard.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void deaf() {
        hearing = false;
    }

    boolean isHearing() {
        return hearing;
    }

    void awaitHearing() throws InterruptedException {
        if (hearing) {
            return;
        }
        lock.lock();
        try {
            while (!hearing) {
                heard.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
