package org.rostrum.benchmark.room;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When each message was to be sent. It is known by a number within its text, after a run of letters that occurs in nothing
 * else, so that it is found in a frame without reading all of it.
 */
final class Board {

    static final byte LETTER = 'Q';
    static final int RUN = 8;
    static final int DIGITS = 8;

    /** More than are ever on their way. */
    private static final int KEPT = 1 << 20;

    private final AtomicLongArray scheduled = new AtomicLongArray(KEPT);

    void schedule(int message, long nanos) {
        scheduled.setRelease(message % KEPT, nanos);
    }

    long scheduled(int message) {
        return scheduled.getAcquire(message % KEPT);
    }

    /** Writes a message's number where its text has room for it. */
    static void number(byte[] into, int at, int message) {
        for (int i = 0; i < DIGITS; i++) {
            into[at + i] = (byte) Character.forDigit((message >>> (4 * (DIGITS - 1 - i))) & 0xf, 16);
        }
    }
}
