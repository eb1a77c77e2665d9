package org.rostrum.rooms.live;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.rostrum.access.Pass;
import org.rostrum.access.Viewer;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomSettings;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Component;

/**
 * Who follows a room by asking again and again, because no socket is let through to them. Their requests wait here until
 * something happens: each on its own virtual thread, without a connection to the database. They count as present like a
 * socket, and stay so for a moment between one question and the next.
 */
@Component
class WaitingReaders {

    /** Longer than a page in the background takes to ask again. */
    private static final Duration BETWEEN = Duration.ofSeconds(20);

    private static final int TICK_MILLIS = 1000;

    private final RoomFeeds feeds;
    private final RoomSettings settings;

    private final Map<Seat, Visit> visits = new ConcurrentHashMap<>();
    private final Map<PersonId, Integer> waiting = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private record Seat(Pass pass, RoomId room) {}

    /** Somebody who follows one room with one pass, whatever number of requests wait for it just now. */
    static final class Visit {
        private final Pass pass;
        private final RoomFeed feed;
        private final Set<CountDownLatch> asking = new HashSet<>();
        private volatile Viewer viewer;
        private long asked = System.nanoTime();

        private Visit(Pass pass, Viewer viewer, RoomFeed feed) {
            this.pass = pass;
            this.viewer = viewer;
            this.feed = feed;
        }

        Pass pass() {
            return pass;
        }

        Viewer viewer() {
            return viewer;
        }

        private synchronized void asks(CountDownLatch question) {
            asking.add(question);
        }

        private synchronized void answered(CountDownLatch question) {
            asking.remove(question);
            asked = System.nanoTime();
        }

        private synchronized void wake() {
            asking.forEach(CountDownLatch::countDown);
        }

        private synchronized boolean over() {
            return asking.isEmpty() && System.nanoTime() - asked > BETWEEN.toNanos();
        }
    }

    WaitingReaders(RoomFeeds feeds, RoomSettings settings, LiveThreads threads) {
        this.feeds = feeds;
        this.settings = settings;
        threads.every(TICK_MILLIS, this::letGo);
    }

    /**
     * Waits until there is something after that number, or time is up, or something changed about the reader: whoever
     * waited has to be authorised again.
     *
     * @return the room's feed, and whether it was waited at all
     * @throws Refusal where the room's log does not reach that number, or too many requests of that person wait already
     */
    Answer await(Pass pass, Viewer viewer, RoomId room, long after, Duration wait) throws InterruptedException {
        var question = new CountDownLatch(1);
        Visit visit = arrive(pass, viewer, room, question);
        try {
            long head = visit.feed.head(after);
            if (after > head) {
                throw Refusal.invalid(
                        "after", "This room's log ends at " + head + ": \"after\" cannot be " + after + ".");
            }
            if (wait.isZero() || closed || !visit.feed.tellOnce(question, after)) {
                return new Answer(visit.feed, false);
            }
            requireFewEnough(pass.person());
            try {
                var _ = question.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                visit.feed.tellNoMore(question);
                waiting.computeIfPresent(pass.person(), (id, requests) -> requests == 1 ? null : requests - 1);
            }
            return new Answer(visit.feed, true);
        } finally {
            visit.answered(question);
        }
    }

    record Answer(RoomFeed feed, boolean waited) {}

    private void requireFewEnough(PersonId person) {
        if (waiting.merge(person, 1, Integer::sum) > settings.socketsPerPerson()) {
            waiting.computeIfPresent(person, (id, requests) -> requests == 1 ? null : requests - 1);
            throw new Refusal(
                    Refusal.Reason.TOO_MANY,
                    settings.socketsPerPerson() + " of your requests wait already; let one be answered first.");
        }
    }

    private Visit arrive(Pass pass, Viewer viewer, RoomId room, CountDownLatch question) {
        return visits.compute(new Seat(pass, room), (seat, known) -> {
            Visit visit = known;
            if (visit == null) {
                visit = new Visit(pass, viewer, feeds.hold(room));
                visit.feed.admit(visit);
            }
            visit.viewer = viewer;
            visit.asks(question);
            return visit;
        });
    }

    /** Something about that person has changed: they are answered now. */
    void wake(PersonId person) {
        wake(visit -> visit.pass.concerns(person));
    }

    void wakeAll() {
        wake(_ -> true);
    }

    void open() {
        closed = false;
    }

    /** This node is leaving: nobody waits any longer. */
    void close() {
        closed = true;
        wakeAll();
    }

    private void wake(Predicate<Visit> concerned) {
        visits.values().stream().filter(concerned).forEach(Visit::wake);
    }

    /** No longer allowed to be there, so no longer shown as being there. */
    void leave(Pass pass, RoomId room) {
        release(new Seat(pass, room), _ -> true);
    }

    private void letGo() {
        List.copyOf(visits.keySet()).forEach(seat -> release(seat, Visit::over));
    }

    private void release(Seat seat, Predicate<Visit> when) {
        visits.computeIfPresent(seat, (_, visit) -> {
            if (!when.test(visit)) {
                return visit;
            }
            // The feed may hear of nothing from now on.
            visit.wake();
            visit.feed.dismiss(visit);
            feeds.release(visit.feed);
            return null;
        });
    }
}
