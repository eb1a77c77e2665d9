package org.rostrum.rooms.live;

import java.util.List;
import org.rostrum.rooms.RoomId;

/**
 * One socket watching one room. It knows the next number it expects, and that alone makes that nothing is missing and
 * nothing comes twice, wherever an event is read from: first the log, by one thread that catches up; then, once it has
 * joined, the room's feed.
 */
final class Watcher {

    private final LiveSocket socket;
    private final RoomFeed feed;

    /** Handed on from the thread that catches up to the feed's under the feed's lock. */
    private long next;

    private volatile boolean gone;

    Watcher(LiveSocket socket, RoomFeed feed, long after) {
        this.socket = socket;
        this.feed = feed;
        this.next = after + 1;
    }

    RoomId room() {
        return feed.room();
    }

    RoomFeed feed() {
        return feed;
    }

    LiveSocket socket() {
        return socket;
    }

    long next() {
        return next;
    }

    boolean gone() {
        return gone;
    }

    /** Nothing is sent from now on. */
    void leave() {
        gone = true;
    }

    /** @param frame holds the events from {@code first} on, encoded for all */
    void deliver(long first, List<String> events, Encoded frame) {
        long after = first + events.size();
        if (gone || next >= after) {
            return;
        }
        if (next < first) {
            throw new IllegalStateException("Room " + room() + ": expected " + next + ", was given " + first);
        }
        // Who joined while this was on its way has read the first of these in the log.
        socket.send(
                next == first
                        ? frame
                        : Wire.events(room(), events.subList(Math.toIntExact(next - first), events.size())));
        next = after;
    }
}
