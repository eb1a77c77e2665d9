package org.rostrum.rooms.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Pass;
import org.rostrum.access.Viewer;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one node sends of one room. One thread at a time publishes, in the order of the log; what is heard of meanwhile
 * waits and goes out together in one frame, so that a burst costs each socket one write. A notice that leaves a gap, or
 * came without its event, makes it read the log.
 */
final class RoomFeed {

    /** A frame ends after about this much, and so does a page read from the log. */
    static final int FRAME_BYTES = 128 * 1024;

    static final int PAGE_EVENTS = 500;

    /**
     * After a frame went to a full room, what is heard waits for three times as long as that took, so that a burst leaves in few
     * frames: a write to a socket costs the same for one event as for twenty. In a small room this is nothing, and a
     * message after a silence never waits.
     */
    private static final int REST = 3;

    private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(60);
    private static final long SHORTEST_REST = TimeUnit.MILLISECONDS.toNanos(1);

    /** When 10,000 come back one after the other, each of them is told of the others' coming twice and not ten times. */
    private static final long PER_PERSON = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long LONG_AGO = TimeUnit.HOURS.toNanos(1);

    /** From so many on two threads share the work. */
    private static final int MANY = 500;

    private static final Logger LOG = LoggerFactory.getLogger(RoomFeed.class);

    private final RoomId room;
    private final RoomLog log;
    private final Ear ear;
    private final LiveThreads threads;

    private final Queue<Notice> heard = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean publishing = new AtomicBoolean();

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Watcher> present = new HashSet<>();
    private final Set<Watcher> live = new HashSet<>();
    private final Set<WaitingReaders.Visit> visits = new HashSet<>();
    private final Set<CountDownLatch> toTellOnce = new HashSet<>();
    private @Nullable List<Watcher> snapshot = List.of();
    private final AtomicBoolean attendanceChanged = new AtomicBoolean();
    private final AtomicBoolean presenceStale = new AtomicBoolean();

    /** Touched by Attendance's tick alone, as is when the numbers were asked for. */
    private long attendanceAsked = System.nanoTime() - LONG_AGO;

    private long presenceAsked = attendanceAsked;

    /** The last number published; -1 before the log was first looked at. Written by who publishes, under the lock. */
    private volatile long last = -1;

    private volatile @Nullable Presence presence;
    private volatile @Nullable Encoded presenceFrame;

    private final Typists typists = new Typists();
    private volatile List<Writing> writing = List.of();
    private volatile @Nullable Encoded writingFrame;

    /** @param event null where it has to be read from the log */
    private record Notice(long seq, @Nullable String event) {}

    private static final Notice WHATEVER_THERE_IS = new Notice(Long.MAX_VALUE, null);

    RoomFeed(RoomId room, RoomLog log, Ear ear, LiveThreads threads) {
        this.room = room;
        this.log = log;
        this.ear = ear;
        this.threads = threads;
    }

    RoomId room() {
        return room;
    }

    // --- What is heard ---------------------------------------------------------------------------------------------

    void hear(long seq, @Nullable String event) {
        heard.add(new Notice(seq, event));
        publishSoon();
    }

    /** Notices may have been lost: the log knows. */
    void resynchronise() {
        heard.add(WHATEVER_THERE_IS);
        publishSoon();
    }

    private void publishSoon() {
        if (last >= 0 && !heard.isEmpty() && publishing.compareAndSet(false, true)) {
            threads.fanOut().execute(this::publish);
        }
    }

    private void publish() {
        long begun = System.nanoTime();
        try {
            List<Notice> batch = new ArrayList<>();
            for (Notice notice = heard.poll(); notice != null; notice = heard.poll()) {
                batch.add(notice);
            }
            publish(batch);
        } catch (RuntimeException e) {
            LOG.warn("Room {} could not be read; trying again in a second", room, e);
            threads.after(1, TimeUnit.SECONDS, this::resynchronise);
        } finally {
            long rest = Math.min(LONGEST_REST, REST * (System.nanoTime() - begun));
            if (rest < SHORTEST_REST) {
                published();
            } else {
                threads.after(rest, TimeUnit.NANOSECONDS, this::published);
            }
        }
    }

    private void published() {
        publishing.set(false);
        publishSoon();
    }

    private void publish(List<Notice> batch) {
        if (!ear.hears()) {
            // What was held up on its way comes all at once: that somebody may no longer listen, and what was said
            // since.
            return;
        }
        List<String> events = new ArrayList<>(batch.size());
        for (Notice notice : batch) {
            long expected = last + 1 + events.size();
            if (notice.seq() == expected && notice.event() != null) {
                events.add(notice.event());
            } else if (notice.seq() >= expected) {
                send(events);
                events.clear();
                readUpTo(notice.seq());
            }
        }
        send(events);
    }

    private void readUpTo(long seq) {
        // A node that hears nothing does not know who may still listen. Once it hears again, it reads everything up.
        while (last < seq && ear.hears()) {
            List<String> page = log.after(room, last, PAGE_EVENTS, FRAME_BYTES);
            if (!ear.hears()) {
                // The database may have kept it waiting, and said meanwhile that somebody may no longer listen.
                return;
            }
            if (page.isEmpty()) {
                if (seq == Long.MAX_VALUE) {
                    return;
                }
                throw new IllegalStateException(
                        "Event " + seq + " of room " + room + " was announced, but is not there");
            }
            send(page);
        }
    }

    /** @param events those that follow the last one sent */
    private void send(List<String> events) {
        int from = 0;
        int size = 0;
        for (int i = 0; i < events.size(); i++) {
            size += events.get(i).length();
            if (size >= FRAME_BYTES || i == events.size() - 1) {
                sendFrame(events.subList(from, i + 1));
                from = i + 1;
                size = 0;
            }
        }
    }

    private void sendFrame(List<String> events) {
        List<Watcher> watchers;
        List<CountDownLatch> told;
        long first = last + 1;
        lock.lock();
        try {
            last = first + events.size() - 1;
            watchers = watchers();
            told = List.copyOf(toTellOnce);
            toTellOnce.clear();
        } finally {
            lock.unlock();
        }
        told.forEach(CountDownLatch::countDown);
        if (watchers.isEmpty()) {
            return;
        }
        Encoded frame = Wire.events(room, events);
        if (watchers.size() < MANY) {
            deliver(watchers, first, events, frame);
            return;
        }
        int half = watchers.size() / 2;
        FutureTask<@Nullable Void> others =
                new FutureTask<>(() -> deliver(watchers.subList(half, watchers.size()), first, events, frame), null);
        threads.fanOut().execute(others);
        deliver(watchers.subList(0, half), first, events, frame);
        // Nobody else had the time to begin with them: then it is done here.
        others.run();
        finish(others);
    }

    private void deliver(List<Watcher> watchers, long first, List<String> events, Encoded frame) {
        for (Watcher watcher : watchers) {
            try {
                watcher.deliver(first, events, frame);
            } catch (RuntimeException e) {
                LOG.error("A watcher of room {} could not be served", room, e);
                watcher.socket().close(LiveSockets.BROKEN);
            }
        }
    }

    /** The next frame follows when all have this one. */
    private static void finish(FutureTask<@Nullable Void> begun) {
        try {
            begun.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private List<Watcher> watchers() {
        List<Watcher> watchers = snapshot;
        if (watchers == null) {
            watchers = List.copyOf(live);
            snapshot = watchers;
        }
        return watchers;
    }

    // --- Who watches -----------------------------------------------------------------------------------------------

    /**
     * The highest number there is, or some number that is at least what is asked about. The log is looked at after this
     * feed began to listen: what was committed before is in the log, what comes after is heard of.
     */
    long head(long atLeast) {
        long known = last;
        if (known >= 0 && known >= atLeast) {
            return known;
        }
        long head = log.lastSeq(room);
        lock.lock();
        try {
            if (last < 0) {
                last = head;
            }
        } finally {
            lock.unlock();
        }
        publishSoon();
        return head;
    }

    void admit(Watcher watcher) {
        lock.lock();
        try {
            if (!watcher.gone()) {
                present.add(watcher);
                attendanceChanged.set(true);
            }
        } finally {
            lock.unlock();
        }
    }

    /** @return false while the watcher has still to read what this feed has already sent to others */
    boolean join(Watcher watcher) {
        lock.lock();
        try {
            if (watcher.next() <= last) {
                return false;
            }
            if (!watcher.gone() && live.add(watcher)) {
                snapshot = null;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void dismiss(Watcher watcher) {
        watcher.leave();
        lock.lock();
        try {
            if (live.remove(watcher)) {
                snapshot = null;
            }
            if (present.remove(watcher)) {
                attendanceChanged.set(true);
            }
        } finally {
            lock.unlock();
        }
    }

    // --- Who asks again and again ------------------------------------------------------------------------------------

    void admit(WaitingReaders.Visit visit) {
        lock.lock();
        try {
            visits.add(visit);
            attendanceChanged.set(true);
        } finally {
            lock.unlock();
        }
    }

    void dismiss(WaitingReaders.Visit visit) {
        lock.lock();
        try {
            if (visits.remove(visit)) {
                attendanceChanged.set(true);
            }
        } finally {
            lock.unlock();
        }
    }

    /** @return false where there is something after that number already */
    boolean tellOnce(CountDownLatch news, long after) {
        lock.lock();
        try {
            return last <= after && toTellOnce.add(news);
        } finally {
            lock.unlock();
        }
    }

    void tellNoMore(CountDownLatch news) {
        lock.lock();
        try {
            toTellOnce.remove(news);
        } finally {
            lock.unlock();
        }
    }

    // --- Who is there, as everybody may know -------------------------------------------------------------------------

    /** Whether people came or went since this was last asked; in a full room not every second. */
    boolean attendanceChanged() {
        if (!attendanceChanged.get() || !isTimeAfter(attendanceAsked)) {
            return false;
        }
        attendanceAsked = System.nanoTime();
        return attendanceChanged.getAndSet(false);
    }

    private boolean isTimeAfter(long then) {
        lock.lock();
        try {
            return System.nanoTime() - then >= (long) present.size() * PER_PERSON;
        } finally {
            lock.unlock();
        }
    }

    void recount() {
        attendanceChanged.set(true);
    }

    /** Whether another node, or time, may have changed the numbers since this was last asked; as {@link #attendanceChanged}. */
    boolean presenceStale() {
        if (!presenceStale.get() || !isTimeAfter(presenceAsked)) {
            return false;
        }
        presenceAsked = System.nanoTime();
        return presenceStale.getAndSet(false);
    }

    void presenceMayHaveChanged() {
        presenceStale.set(true);
    }

    /** The people on this node, each with their organisation or an empty text. */
    Map<String, String> people() {
        lock.lock();
        try {
            Map<String, String> people = HashMap.newHashMap(present.size() + visits.size());
            visits.forEach(visit -> count(visit.viewer(), people));
            present.forEach(watcher -> count(watcher.socket().viewer(), people));
            return people;
        } finally {
            lock.unlock();
        }
    }

    private static void count(Viewer viewer, Map<String, String> people) {
        String organization = viewer.organizationName();
        people.put(viewer.requirePerson().toString(), organization == null ? "" : organization);
    }

    /** Of those, who came in themselves and by a browser: neither programs nor staff who act in somebody's name attend. */
    Set<UUID> attending() {
        lock.lock();
        try {
            Set<UUID> attending = new HashSet<>();
            Stream.concat(
                            visits.stream().map(WaitingReaders.Visit::pass),
                            present.stream().map(watcher -> watcher.socket().pass()))
                    .filter(pass -> pass.kind() == Pass.Kind.SESSION && pass.actor() == null)
                    .forEach(pass -> attending.add(pass.person().value()));
            return attending;
        } finally {
            lock.unlock();
        }
    }

    @Nullable Presence presence() {
        return presence;
    }

    @Nullable Encoded presenceFrame() {
        return presenceFrame;
    }

    Typists typists() {
        return typists;
    }

    /** For somebody who has just joined; null where nobody is writing. */
    @Nullable Encoded writingFrame() {
        return writing.isEmpty() ? null : writingFrame;
    }

    /** Tells everybody who is live who is writing, if it is news. A node that hears nothing does not know who may listen. */
    void writingIs(List<Writing> now, Wire wire) {
        if (now.equals(writing) || !ear.hears()) {
            return;
        }
        Encoded frame = wire.writing(room, now);
        writingFrame = frame;
        writing = now;
        tellAll(frame);
    }

    /** As {@link #writingIs}. */
    void presenceIs(Presence now, Wire wire) {
        if (now.equals(presence) || !ear.hears()) {
            return;
        }
        Encoded frame = wire.presence(room, now);
        presence = now;
        presenceFrame = frame;
        tellAll(frame);
    }

    private void tellAll(Encoded frame) {
        List<Watcher> watchers;
        lock.lock();
        try {
            watchers = watchers();
        } finally {
            lock.unlock();
        }
        for (Watcher watcher : watchers) {
            watcher.socket().send(frame);
        }
    }
}
