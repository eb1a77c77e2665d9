package org.rostrum.rooms.live;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether this node hears what happens in the database, and somewhere to wait until it does. That it did a moment ago is
 * no proof: a connection that died without a word is as quiet as a meeting at night.
 */
final class Ear {

    /** With the time it takes to ask who may still listen, well below the second within which a revocation is kept. */
    private static final long LASTS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition heard = lock.newCondition();
    private final AtomicBoolean doneWithout = new AtomicBoolean();
    private volatile boolean connected;

    /** Everything that was said before was heard, and acted on where it took a right from somebody. */
    private volatile long upTo = System.nanoTime();

    /** @param since everything that was said before then is known, and what came after is heard */
    void hearing(long since) {
        lock.lock();
        try {
            upTo = since;
            connected = true;
            heard.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @return whether somebody did without something because that was in doubt */
    boolean hasHeard(long everythingBefore) {
        lock.lock();
        try {
            if (everythingBefore - upTo > 0) {
                upTo = everythingBefore;
            }
            heard.signalAll();
            return doneWithout.getAndSet(false);
        } finally {
            lock.unlock();
        }
    }

    void deaf() {
        connected = false;
    }

    private boolean isHearing() {
        return connected && System.nanoTime() - upTo < LASTS;
    }

    /** Where not, the asker does without what they were about to do; what there is is read up once it is certain. */
    boolean hears() {
        boolean hearing = isHearing();
        if (!hearing) {
            doneWithout.set(true);
        }
        return hearing;
    }

    void awaitHearing() throws InterruptedException {
        if (isHearing()) {
            return;
        }
        lock.lock();
        try {
            while (!isHearing()) {
                heard.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
