package org.rostrum.rooms.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.rostrum.access.Pass;
import org.rostrum.access.Passes;
import org.rostrum.access.Viewer;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomDoor;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.socket.CloseStatus;

/** The sockets that are open on this node: what they ask for, whether they may, and that they live. */
@Component
class LiveSockets implements SmartLifecycle {

    static final CloseStatus BROKEN = CloseStatus.SERVER_ERROR.withReason("Something went wrong; come back");

    private static final CloseStatus RESTART =
            CloseStatus.SERVICE_RESTARTED.withReason("The portal restarts; come back");

    // Codes of our own, after the HTTP statuses that say the same.
    private static final CloseStatus SIGNED_OUT = new CloseStatus(4401, "You are signed out; sign in again");
    private static final CloseStatus NOT_ADMITTED = new CloseStatus(4403, "The meetings are no longer open to you");
    private static final CloseStatus TOO_MANY = new CloseStatus(4429, "You have too many connections open");

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /** From the look at who somebody is to the open socket; no handshake takes longer. */
    private static final Duration ON_THE_WAY_IN = Duration.ofSeconds(10);

    private static final Duration ASKED_LATELY = Duration.ofMillis(250);

    private static final int RETRY_MILLIS = 100;

    /** Well below the second within which what was taken from somebody may still reach them. */
    private static final int IN_TIME_MILLIS = 600;

    private static final Logger LOG = LoggerFactory.getLogger(LiveSockets.class);

    private final RoomFeeds feeds;
    private final List<RoomDoor> doors;
    private final Passes passes;
    private final Wire wire;
    private final RoomSettings settings;
    private final LiveThreads threads;
    private final Attendance attendance;
    private final WaitingReaders readers;
    private final Typing typing;

    private final Set<LiveSocket> open = ConcurrentHashMap.newKeySet();

    /** Changes of somebody's rights that were heard of, and of which it is not known yet what they mean. */
    private final Map<UUID, CompletableFuture<Void>> unsettled = new ConcurrentHashMap<>();

    /**
     * Who may watch a room, for hundreds who come at once; not asked later than a change that was heard of. Whoever was let
     * in by what it was before is on a socket that is asked when the change is heard of.
     */
    private final Cache<RoomId, Doors> asked = Caffeine.newBuilder()
            .expireAfterWrite(ASKED_LATELY)
            .maximumSize(1_000)
            .build();

    private final AtomicLong changes = new AtomicLong();

    private record Doors(Predicate<Viewer> watchers, long change) {}

    private final AtomicBoolean retryingAll = new AtomicBoolean();
    private final Cache<PersonId, Boolean> lately =
            Caffeine.newBuilder().expireAfterWrite(ON_THE_WAY_IN).build();
    private volatile long allChangedAt = System.nanoTime() - ON_THE_WAY_IN.toNanos();
    private final Map<PersonId, Integer> perPerson = new ConcurrentHashMap<>();
    private volatile boolean running;

    LiveSockets(
            RoomFeeds feeds,
            List<RoomDoor> doors,
            Passes passes,
            Wire wire,
            RoomSettings settings,
            LiveThreads threads,
            Attendance attendance,
            WaitingReaders readers,
            Typing typing) {
        this.feeds = feeds;
        this.doors = List.copyOf(doors);
        this.passes = passes;
        this.wire = wire;
        this.settings = settings;
        this.threads = threads;
        this.attendance = attendance;
        this.readers = readers;
        this.typing = typing;
        threads.every(1000, () -> tend(System.nanoTime()));
        threads.every(settings.recheck().toMillis(), this::recheckAll);
    }

    LiveSocket socket(Pass pass, Viewer viewer) {
        return new LiveSocket(pass, viewer, this, settings);
    }

    boolean takesAnother(PersonId person) {
        return perPerson.getOrDefault(person, 0) < settings.socketsPerPerson();
    }

    void opened(LiveSocket socket) {
        open.add(socket);
        // Exact here, where it is counted; the handshake's answer is only the politer one.
        if (perPerson.merge(socket.pass().person(), 1, Integer::sum) > settings.socketsPerPerson()) {
            socket.close(TOO_MANY);
        }
        if (!running) {
            socket.close(RESTART);
        }
        if (changedOnTheWayIn(socket.pass())) {
            // Before it asks for anything.
            recheck(List.of(socket), () -> {});
        }
    }

    void closed(LiveSocket socket) {
        if (open.remove(socket)) {
            perPerson.computeIfPresent(socket.pass().person(), (id, sockets) -> sockets == 1 ? null : sockets - 1);
        }
        for (Watcher watcher : socket.watched()) {
            drop(watcher);
        }
    }

    // --- What they ask for -------------------------------------------------------------------------------------------

    void request(LiveSocket socket, String text) {
        try {
            switch (wire.read(text)) {
                case Wire.Watch watch -> watch(socket, watch);
                case Wire.Unwatch unwatch -> unwatch(socket, unwatch.room());
                case Wire.Typing said -> typing(socket, said);
            }
        } catch (Wire.Malformed e) {
            socket.send(wire.error(e));
        }
    }

    void refuse(LiveSocket socket, HttpStatus status, String detail) {
        socket.send(wire.error(status, null, detail));
    }

    private void watch(LiveSocket socket, Wire.Watch watch) {
        RoomId room = watch.room();
        unwatch(socket, room);
        Watcher watcher = new Watcher(socket, feeds.hold(room), watch.after());
        // Known to the socket before it is decided: a revocation in this very moment then finds it.
        if (!socket.add(watcher, settings.roomsPerSocket())) {
            feeds.release(watcher);
            socket.send(wire.error(
                    HttpStatus.TOO_MANY_REQUESTS,
                    room.toString(),
                    "One connection watches at most " + settings.roomsPerSocket() + " rooms."));
            return;
        }
        if (!mayCome(room, socket.viewer())) {
            drop(watcher);
            socket.send(notFound(room));
            return;
        }
        long head = watcher.feed().head(watch.after());
        if (watch.after() > head) {
            drop(watcher);
            socket.send(wire.error(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    room.toString(),
                    "This room's log ends at " + head + ": \"after\" cannot be " + watch.after() + ".",
                    Map.of("last", head)));
            return;
        }
        watcher.feed().admit(watcher);
        threads.handlers().execute(() -> feeds.catchUp(watcher));
    }

    private void typing(LiveSocket socket, Wire.Typing said) {
        watcher(socket, said.room())
                .ifPresentOrElse(
                        watcher -> typing.says(watcher.feed(), socket.viewer(), said),
                        () -> socket.send(notFound(said.room())));
    }

    boolean mayWatch(RoomId room, Viewer viewer) {
        return watchers(room).test(viewer);
    }

    /** For a socket that knows already of its watcher, and so is asked again when something changes. */
    private boolean mayCome(RoomId room, Viewer viewer) {
        long change = changes.get();
        Doors known = asked.getIfPresent(room);
        if (known != null && known.change() == change && known.watchers().test(viewer)) {
            return true;
        }
        // Whoever was not let in a moment ago may be now.
        Doors now = new Doors(watchers(room), change);
        asked.put(room, now);
        return now.watchers().test(viewer);
    }

    private Predicate<Viewer> watchers(RoomId room) {
        return doors.stream().map(door -> door.watchers(room)).reduce(nobody -> false, Predicate::or);
    }

    private void unwatch(LiveSocket socket, RoomId room) {
        watcher(socket, room).ifPresent(this::drop);
    }

    private static Optional<Watcher> watcher(LiveSocket socket, RoomId room) {
        return socket.watched().stream()
                .filter(watcher -> watcher.room().equals(room))
                .findFirst();
    }

    private void drop(Watcher watcher) {
        if (watcher.socket().remove(watcher)) {
            feeds.release(watcher);
        }
    }

    private Encoded notFound(RoomId room) {
        return wire.error(HttpStatus.NOT_FOUND, room.toString(), "There is no such room, or it is not open to you.");
    }

    // --- Whether they still may --------------------------------------------------------------------------------------

    /** Somebody may do more or less than before: asked at once. Where that takes too long they are closed, and come back. */
    void rightsChanged(PersonId person) {
        lately.put(person, Boolean.TRUE);
        CompletableFuture<Void> change = unsettledChange();
        threads.handlers().execute(() -> {
            readers.wake(person);
            recheck(ofPerson(person), () -> change.complete(null));
        });
        threads.after(IN_TIME_MILLIS, TimeUnit.MILLISECONDS, () -> {
            if (!change.isDone()) {
                ofPerson(person).forEach(socket -> socket.close(BROKEN));
                change.complete(null);
            }
        });
    }

    private CompletableFuture<Void> unsettledChange() {
        changes.incrementAndGet();
        var change = new CompletableFuture<Void>();
        UUID key = UUID.randomUUID();
        unsettled.put(key, change);
        var _ = change.thenRun(() -> unsettled.remove(key));
        return change;
    }

    private List<LiveSocket> ofPerson(PersonId person) {
        return open.stream().filter(socket -> socket.pass().concerns(person)).toList();
    }

    /** Once none of those whose rights changed, as far as this node has heard, is there with more than they have. */
    CompletableFuture<Void> settled() {
        return CompletableFuture.allOf(unsettled.values().toArray(CompletableFuture[]::new));
    }

    /** As {@link #rightsChanged}, of anybody. Where that takes too long all wait for it: to close all would be worse. */
    void rightsOfAllChanged() {
        allChangedAt = System.nanoTime();
        CompletableFuture<Void> change = unsettledChange();
        threads.handlers().execute(() -> {
            readers.wakeAll();
            recheck(open, () -> change.complete(null));
        });
    }

    /**
     * The same at once, for a node that may have missed something.
     *
     * @throws DataAccessException where it cannot be asked
     * @throws TransactionException where it cannot be asked
     */
    void recheckAllNow() {
        changes.incrementAndGet();
        if (!open.isEmpty()) {
            allChangedAt = System.nanoTime();
        }
        readers.wakeAll();
        check(List.copyOf(open));
    }

    /** Whoever was on the way in when their rights changed was let in as who they had been. */
    private boolean changedOnTheWayIn(Pass pass) {
        return System.nanoTime() - allChangedAt < ON_THE_WAY_IN.toNanos()
                || lately.asMap().keySet().stream().anyMatch(pass::concerns);
    }

    /** @param done once it was learned of all of them, however often it has to be tried */
    private void recheck(Collection<LiveSocket> sockets, Runnable done) {
        List<LiveSocket> asked = List.copyOf(sockets);
        if (checked(asked)) {
            done.run();
        } else {
            threads.after(RETRY_MILLIS, TimeUnit.MILLISECONDS, () -> recheck(asked, done));
        }
    }

    /** Of those who ask for this while the database is away, one tries again for all. */
    private void recheckAll() {
        if (!checked(List.copyOf(open)) && retryingAll.compareAndSet(false, true)) {
            threads.after(RETRY_MILLIS, TimeUnit.MILLISECONDS, () -> {
                retryingAll.set(false);
                recheckAll();
            });
        }
    }

    private boolean checked(List<LiveSocket> asked) {
        try {
            check(asked);
            return true;
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("Who is connected could not be checked; trying again: {}", e.getMessage());
            return false;
        }
    }

    private void check(List<LiveSocket> asked) {
        if (asked.isEmpty()) {
            return;
        }
        Map<Pass, Viewer> present =
                passes.stillGood(asked.stream().map(LiveSocket::pass).distinct().toList());
        Map<RoomId, Predicate<Viewer>> watchers = new HashMap<>();
        for (LiveSocket socket : asked) {
            Viewer viewer = present.get(socket.pass());
            if (viewer == null) {
                socket.close(SIGNED_OUT);
            } else if (!viewer.admitted()) {
                socket.close(NOT_ADMITTED);
            } else {
                socket.nowIs(viewer);
                for (Watcher watcher : socket.watched()) {
                    if (!watchers.computeIfAbsent(watcher.room(), this::watchers)
                            .test(viewer)) {
                        drop(watcher);
                        socket.send(notFound(watcher.room()));
                    }
                }
            }
        }
    }

    /** @param now as the sockets count it, in nanoseconds */
    void tend(long now) {
        Instant time = Instant.now();
        for (LiveSocket socket : open) {
            if (socket.pass().overAt(time)) {
                socket.close(SIGNED_OUT);
            }
            socket.tend(now, settings.ping().toNanos(), settings.silence().toNanos(), FAREWELL.toNanos());
        }
    }

    // --- Coming and going of this node -------------------------------------------------------------------------------

    @Override
    public void start() {
        readers.open();
        running = true;
    }

    /** Before the web server stops: who is told that it is a restart comes back by himself. */
    @Override
    public void stop() {
        running = false;
        readers.close();
        open.forEach(socket -> socket.close(RESTART));
        leaveWithinASecond();
    }

    /** A database that is away must not hold up the end; the rows' time to live runs out anyway. */
    private void leaveWithinASecond() {
        Thread leaving = Thread.ofVirtual().start(attendance::leave);
        try {
            leaving.join(Duration.ofSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
