package org.rostrum.rooms.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.rostrum.rooms.live.Writing.Writer;

/**
 * Who is writing in the threads of one room: what its sockets on this node say, and what the other nodes told. All of it
 * ends by itself. However many write at once, what is told of it has a bound, so that its cost grows with the readers
 * alone.
 */
final class Typists {

    /** Named; of the others, how many. */
    private static final int NAMED = 3;

    /** The threads that most people write in. */
    private static final int THREADS = 8;

    /** A client says it again every few seconds. */
    private static final long ENDS_AFTER = TimeUnit.SECONDS.toNanos(8);

    /** Said again before this, it is not asked anew whether they may. */
    private static final long FRESH = TimeUnit.SECONDS.toNanos(2);

    private static final long TOLD_AGAIN_AFTER = TimeUnit.SECONDS.toNanos(4);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UUID, Said> here = new LinkedHashMap<>();
    private final Map<UUID, Heard> elsewhere = new HashMap<>();
    private volatile boolean quiet = true;

    /** Touched by the tick alone. */
    private List<Writing> told = List.of();

    private long toldAt;

    private record Said(Writer writer, UUID thread, long at) {}

    private record Heard(List<Writing> writing, long at) {}

    /** Whether there is nothing to look at, so that rooms where nobody writes cost nothing. */
    boolean quiet() {
        return quiet;
    }

    boolean isFresh(Writer writer, UUID thread, long now) {
        lock.lock();
        try {
            Said said = here.get(writer.id());
            return said != null && said.thread().equals(thread) && now - said.at() < FRESH;
        } finally {
            lock.unlock();
        }
    }

    void writes(Writer writer, UUID thread, long now) {
        lock.lock();
        try {
            here.put(writer.id(), new Said(writer, thread, now));
            quiet = false;
        } finally {
            lock.unlock();
        }
    }

    void stops(UUID person) {
        lock.lock();
        try {
            here.remove(person);
        } finally {
            lock.unlock();
        }
    }

    void heard(UUID node, List<Writing> writing, long now) {
        lock.lock();
        try {
            elsewhere.put(node, new Heard(writing, now));
            quiet = false;
        } finally {
            lock.unlock();
        }
    }

    /** On this node. */
    List<Writing> here(long now) {
        lock.lock();
        try {
            here.values().removeIf(said -> now - said.at() > ENDS_AFTER);
            Map<UUID, List<Writer>> byThread = new LinkedHashMap<>();
            here.values()
                    .forEach(said -> byThread.computeIfAbsent(said.thread(), thread -> new ArrayList<>())
                            .add(said.writer()));
            return most(byThread.entrySet().stream().map(one -> writing(one.getKey(), one.getValue(), 0)));
        } finally {
            lock.unlock();
        }
    }

    /** @param here what is so on this node */
    List<Writing> everywhere(List<Writing> here, long now) {
        lock.lock();
        try {
            elsewhere.values().removeIf(heard -> now - heard.at() > ENDS_AFTER);
            quiet = this.here.isEmpty() && elsewhere.isEmpty();
            Map<UUID, List<Writing>> byThread = new LinkedHashMap<>();
            Stream.concat(here.stream(), elsewhere.values().stream().flatMap(heard -> heard.writing().stream()))
                    .forEach(writing -> byThread.computeIfAbsent(writing.thread(), thread -> new ArrayList<>())
                            .add(writing));
            return most(byThread.entrySet().stream().map(one -> joined(one.getKey(), one.getValue())));
        } finally {
            lock.unlock();
        }
    }

    /** Somebody may write on two devices, on two nodes. */
    private static Writing joined(UUID thread, List<Writing> parts) {
        Set<Writer> people = new LinkedHashSet<>();
        parts.forEach(part -> people.addAll(part.people()));
        return writing(
                thread,
                List.copyOf(people),
                parts.stream().mapToInt(Writing::more).sum());
    }

    private static Writing writing(UUID thread, List<Writer> people, int more) {
        int named = Math.min(NAMED, people.size());
        return new Writing(thread, List.copyOf(people.subList(0, named)), more + people.size() - named);
    }

    private static List<Writing> most(Stream<Writing> writing) {
        return writing.sorted(Comparator.comparingInt(one -> -one.people().size() - one.more()))
                .limit(THREADS)
                .toList();
    }

    /** Whether the other nodes have to be told what is so here, because it is news, or because it would end there. */
    boolean toBeTold(List<Writing> here, long now) {
        if (here.equals(told) && (here.isEmpty() || now - toldAt < TOLD_AGAIN_AFTER)) {
            return false;
        }
        told = here;
        toldAt = now;
        return true;
    }
}
