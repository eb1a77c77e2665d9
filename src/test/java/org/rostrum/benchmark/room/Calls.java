package org.rostrum.benchmark.room;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Requests on some connections, on a schedule or as fast as they are answered. */
final class Calls {

    private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long NAP = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LONGEST_WAIT_MILLIS = 20;

    /** What was not sent so long after the end never will be. */
    private static final long GRACE = TimeUnit.SECONDS.toNanos(3);

    /** An answer that does not come. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(90);

    private final List<Caller> callers;
    private final int expected;
    private final boolean insisting;
    private final Board board;
    private final int first;

    private final ArrayDeque<Caller> idle = new ArrayDeque<>();
    private final List<Caller> again = new ArrayList<>();

    final Histogram answers = new Histogram();
    String trouble = "";
    int begun;
    int done;
    long late;
    long bytes;

    /**
     * @param expected the status that says that it was done
     * @param insisting whether what fails is sent again until it is done
     * @param first the first message's number
     */
    Calls(List<Caller> callers, int expected, boolean insisting, Board board, int first) {
        this.callers = List.copyOf(callers);
        this.expected = expected;
        this.insisting = insisting;
        this.board = board;
        this.first = first;
        idle.addAll(callers);
    }

    /**
     * @param perSecond 0 for as fast as they are answered
     * @return how long it took until the last answer, in seconds
     */
    double make(double perSecond, double seconds) throws IOException {
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        try (Selector selector = Selector.open()) {
            while (true) {
                long now = System.nanoTime();
                begin(selector, perSecond, start, end, now);
                again(selector, now);
                boolean over = perSecond == 0 ? now >= end : due(perSecond, start) >= end || now > end + GRACE;
                if (over && (idle.size() == callers.size() || now > end + PATIENCE)) {
                    break;
                }
                await(
                        selector,
                        perSecond == 0 || over || idle.isEmpty() ? Long.MAX_VALUE : due(perSecond, start) - now);
            }
            for (Caller caller : callers) {
                caller.close();
            }
        }
        if (idle.size() < callers.size()) {
            fail("no answer to " + (callers.size() - idle.size()));
        }
        if (perSecond > 0) {
            late = Math.max(0, (long) (perSecond * seconds) - begun);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private long due(double perSecond, long start) {
        return start + (long) (begun * 1e9 / perSecond);
    }

    private void begin(Selector selector, double perSecond, long start, long end, long now) {
        while (!idle.isEmpty()) {
            long scheduled = perSecond == 0 ? now : due(perSecond, start);
            if (scheduled > now || scheduled >= end || now > end + GRACE) {
                return;
            }
            Caller caller = idle.remove();
            int message = first + begun++;
            board.schedule(message, scheduled);
            caller.begin(message, scheduled);
            send(caller, selector);
        }
    }

    private void again(Selector selector, long now) {
        for (int i = again.size() - 1; i >= 0; i--) {
            Caller caller = again.get(i);
            if (now - caller.againAt >= 0) {
                again.remove(i);
                send(caller, selector);
            }
        }
    }

    private void await(Selector selector, long nanos) throws IOException {
        if (nanos > SHORT) {
            long millis = nanos == Long.MAX_VALUE ? LONGEST_WAIT_MILLIS : TimeUnit.NANOSECONDS.toMillis(nanos);
            selector.select(this::ready, Math.clamp(millis, 1, LONGEST_WAIT_MILLIS));
        } else if (selector.selectNow(this::ready) == 0 && nanos > 0) {
            LockSupport.parkNanos(Math.min(nanos, NAP));
        }
    }

    private void send(Caller caller, Selector selector) {
        try {
            caller.send(selector);
        } catch (IOException e) {
            failed(caller, String.valueOf(e.getMessage()));
        }
    }

    private void ready(SelectionKey key) {
        Caller caller = (Caller) key.attachment();
        try {
            int status = caller.read();
            if (status == expected) {
                answers.add(System.nanoTime() - caller.scheduled);
                bytes += caller.bytes();
                done++;
                idle.add(caller);
            } else if (status > 0) {
                failed(caller, caller.answer());
            }
        } catch (IOException e) {
            failed(caller, String.valueOf(e.getMessage()));
        }
    }

    private void failed(Caller caller, String why) {
        try {
            caller.close();
        } catch (IOException e) {
            fail(String.valueOf(e.getMessage()));
        }
        if (insisting) {
            caller.againAt = System.nanoTime() + AGAIN;
            again.add(caller);
        } else {
            fail(why);
            idle.add(caller);
        }
    }

    private void fail(String why) {
        if (trouble.isEmpty()) {
            trouble = why;
        }
    }
}
