package org.rostrum.rooms.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The feeds of the rooms that somebody on this node watches. */
@Component
class RoomFeeds {

    private static final Logger LOG = LoggerFactory.getLogger(RoomFeeds.class);

    /** When everybody comes back at once, they read the log in turns and leave connections for those who write. */
    private static final int READERS = 4;

    private static final Duration SHARED = Duration.ofMillis(250);

    private static final long SHARED_BYTES = 64 * 1024 * 1024;

    private final RoomLog log;
    private final LiveThreads threads;
    private final Attendance attendance;
    private final Semaphore reading = new Semaphore(READERS);
    private final Ear ear = new Ear();
    private final ConcurrentHashMap<RoomId, Held> feeds = new ConcurrentHashMap<>();

    /**
     * Hundreds who come back at once, after a break of the network or a restart, missed the same: it is read and encoded once
     * for all of them. They saw no more than what somebody who was a moment earlier was shown.
     */
    private final Cache<From, Page> pages = Caffeine.newBuilder()
            .expireAfterWrite(SHARED)
            .scheduler(Scheduler.systemScheduler())
            .maximumWeight(SHARED_BYTES)
            .weigher((From from, Page page) -> page.frame().length())
            .build();

    private record Held(RoomFeed feed, int watchers) {}

    /** What follows a number in a room's log. */
    private record From(RoomId room, long after) {}

    private record Page(List<String> events, Encoded frame) {}

    RoomFeeds(RoomLog log, LiveThreads threads, Attendance attendance) {
        this.log = log;
        this.threads = threads;
        this.attendance = attendance;
        threads.every(Attendance.TICK_MILLIS, () -> attendance.tick(open()));
    }

    List<RoomFeed> open() {
        return feeds.values().stream().map(Held::feed).toList();
    }

    /** A room that nobody here watches is nobody's concern. */
    Optional<RoomFeed> of(RoomId room) {
        return Optional.ofNullable(feeds.get(room)).map(Held::feed);
    }

    void hear(RoomId room, long seq, @Nullable String event) {
        of(room).ifPresent(feed -> feed.hear(seq, event));
    }

    void presenceMayHaveChanged(RoomId room) {
        of(room).ifPresent(RoomFeed::presenceMayHaveChanged);
    }

    /**
     * From now on this node is told of everything; what it may have missed is read from the log.
     *
     * @param since when it began to listen; what was said before is known
     */
    void hearing(long since) {
        ear.hearing(since);
        readUp();
    }

    /** All that was said before that moment was heard, and who may no longer listen was told so. What was done without while this was in doubt is made up for. */
    void haveHeard(long everythingBefore) {
        if (ear.hasHeard(everythingBefore)) {
            readUp();
        }
    }

    private void readUp() {
        Collection<RoomFeed> open = open();
        open.forEach(RoomFeed::resynchronise);
        open.forEach(RoomFeed::presenceMayHaveChanged);
    }

    /** From now on this node is told of nothing, not even that somebody may no longer listen: so it reads to nobody. */
    void deaf() {
        ear.deaf();
    }

    /** The room's feed, which listens from now on and until it is released as often as it was held. */
    RoomFeed hold(RoomId room) {
        return feeds.compute(
                        room,
                        (id, held) -> held == null
                                ? new Held(new RoomFeed(id, log, ear, threads), 1)
                                : new Held(held.feed(), held.watchers() + 1))
                .feed();
    }

    void release(Watcher watcher) {
        watcher.feed().dismiss(watcher);
        release(watcher.feed());
    }

    void release(RoomFeed feed) {
        feeds.computeIfPresent(
                feed.room(), (id, held) -> held.watchers() == 1 ? null : new Held(held.feed(), held.watchers() - 1));
    }

    /** Reads the log to its end for one watcher, as fast as its client takes it, and lets it join the others. */
    void catchUp(Watcher watcher) {
        RoomFeed feed = watcher.feed();
        try {
            while (!watcher.gone() && !feed.join(watcher)) {
                ear.awaitHearing();
                Page page = following(new From(watcher.room(), watcher.next() - 1));
                if (!ear.hears()) {
                    // It took its time, and what was read is news of which it is not known who may hear it.
                    continue;
                }
                if (page == null) {
                    throw new IllegalStateException("Room " + watcher.room() + " has no event " + watcher.next());
                }
                watcher.deliver(watcher.next(), page.events(), page.frame());
                watcher.socket().awaitDrained();
            }
            if (!watcher.gone()) {
                watcher.socket().send(attendance.frame(feed));
                Encoded writing = feed.writingFrame();
                if (writing != null) {
                    watcher.socket().send(writing);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("A watcher of room {} could not catch up", watcher.room(), e);
            watcher.socket().close(LiveSockets.BROKEN);
        }
    }

    /** Null where there is nothing more, which is not kept. */
    @SuppressWarnings("NullAway") // The cache hands on what it was given.
    private @Nullable Page following(From from) {
        return pages.get(from, this::read);
    }

    private @Nullable Page read(From from) {
        List<String> events = page(from.room(), from.after(), RoomFeed.PAGE_EVENTS, RoomFeed.FRAME_BYTES);
        return events.isEmpty() ? null : new Page(events, Wire.events(from.room(), events));
    }

    List<String> page(RoomId room, long after, int limit, int bytes) {
        reading.acquireUninterruptibly();
        try {
            return log.after(room, after, limit, bytes);
        } finally {
            reading.release();
        }
    }
}
