package org.rostrum.benchmark.room;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.Deflater;

/** Some of the clients, served by one thread; everything here is its own, and others ask it. */
final class Ears {

    private static final int BUFFER = 256 * 1024;

    /** As a page's worth of browsers: the server is to be measured, not its queue of connections. */
    private static final int HANDSHAKES_AT_ONCE = 64;

    private static final long TICK_MILLIS = 10;
    private static final int MOST_MESSAGES = 1 << 18;

    private final Board board;
    private final Selector selector;
    private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    private final List<Listener> all = new ArrayList<>();
    private final ArrayDeque<Listener> toConnect = new ArrayDeque<>();
    private int underWay;
    private boolean returning;
    private boolean leaving;

    private Heard heard = new Heard(0);
    private final Compression compression = new Compression();
    long bytes;

    Ears(Board board, int number) throws IOException {
        this.board = board;
        this.selector = Selector.open();
        Thread.ofPlatform().daemon().name("ears-" + number).start(this::listen);
    }

    /** What was heard since it was last asked for. */
    static final class Heard {
        final int first;
        final Histogram deliveries = new Histogram();
        final long[] last = new long[MOST_MESSAGES];
        String trouble = "";
        long lastAt;
        long cameInAt;
        long refused;

        Heard(int first) {
            this.first = first;
        }
    }

    /** What one client's frames would weigh. */
    private static final class Compression {
        private final Deflater alone = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        private final Deflater inContext = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        private final byte[] output = new byte[BUFFER];
        private long plain;
        private long deflated;
        private long deflatedInContext;

        void add(byte[] frame) {
            plain += frame.length;
            alone.reset();
            deflated += deflated(alone, frame);
            deflatedInContext += deflated(inContext, frame);
        }

        private long deflated(Deflater deflater, byte[] frame) {
            deflater.setInput(frame);
            long size = 0;
            int count;
            do {
                count = deflater.deflate(output, 0, output.length, Deflater.SYNC_FLUSH);
                size += count;
            } while (count == output.length);
            return size;
        }
    }

    // --- Asked by others --------------------------------------------------------------------------------------------

    /** Does something on this thread, between two reads. */
    <T> T ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        asked.add(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        selector.wakeup();
        return answer.join();
    }

    int comeIn(List<Integer> numbers, Errand.Connect how) {
        leaving = false;
        returning = how.returning();
        for (int number : numbers) {
            Listener client = new Listener(number, how, this, how.deflate() && number == 0);
            all.add(client);
            toConnect.add(client);
        }
        return all.size();
    }

    int in() {
        return (int) all.stream().filter(Listener::isIn).count();
    }

    int leave() {
        leaving = true;
        toConnect.clear();
        all.forEach(Listener::leave);
        all.clear();
        underWay = 0;
        return 0;
    }

    /** @return how many of the silent ones are connected */
    int silence(boolean now) {
        List<Listener> silent = all.stream().filter(client -> client.silent).toList();
        silent.forEach(client -> client.silence(now));
        return (int) silent.stream().filter(client -> !client.isAway()).count();
    }

    /** What the slowest of those who read has received. */
    long fewest() {
        return all.stream()
                .filter(client -> !client.silent)
                .mapToLong(Listener::received)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** The orders of what they received, one for each. */
    List<Long> orders() {
        return all.stream()
                .filter(client -> !client.silent)
                .map(Listener::order)
                .distinct()
                .toList();
    }

    /** Hands over what was heard and begins anew. */
    Heard begin(int first) {
        Heard before = heard;
        heard = new Heard(first);
        bytes = 0;
        compression.plain = 0;
        compression.deflated = 0;
        compression.deflatedInContext = 0;
        return before;
    }

    String trouble() {
        return heard.trouble;
    }

    long[] compression() {
        return new long[] {compression.plain, compression.deflated, compression.deflatedInContext};
    }

    // --- Told by the clients ----------------------------------------------------------------------------------------

    void heard(int message, long now) {
        heard.deliveries.add(now - board.scheduled(message));
        heard.lastAt = now;
        int n = message - heard.first;
        if (n >= 0 && n < MOST_MESSAGES) {
            heard.last[n] = now;
        }
    }

    void frame(byte[] text) {
        compression.add(text);
    }

    void trouble(String what) {
        if (heard.trouble.isEmpty()) {
            heard.trouble = what;
        }
    }

    void camesIn() {
        underWay--;
        heard.cameInAt = System.currentTimeMillis();
    }

    void lost(Listener client, boolean wasIn, boolean refused, String why) {
        if (!wasIn) {
            underWay--;
        }
        if (refused) {
            heard.refused++;
        }
        if (!returning && !client.silent && !leaving) {
            trouble(why);
        }
    }

    // --- The thread -------------------------------------------------------------------------------------------------

    private void listen() {
        try {
            while (true) {
                selector.select(this::ready, TICK_MILLIS);
                for (Runnable question = asked.poll(); question != null; question = asked.poll()) {
                    question.run();
                }
                while (underWay < HANDSHAKES_AT_ONCE && !toConnect.isEmpty()) {
                    connect(toConnect.remove());
                }
                if (returning) {
                    comeBack();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        ((Listener) key.attachment()).ready(buffer);
    }

    private void comeBack() {
        long now = System.nanoTime();
        for (Listener client : all) {
            if (client.isDue(now) && toConnect.isEmpty()) {
                connect(client);
            }
        }
    }

    private void connect(Listener client) {
        underWay++;
        client.connect(selector);
    }

    // --- Of several -------------------------------------------------------------------------------------------------

    /** How many orders there are among the clients of all of these. */
    static long orders(List<Ears> all) {
        return all.stream()
                .flatMap(ears -> ears.ask(ears::orders).stream())
                .distinct()
                .count();
    }

    static boolean waitFor(long seconds, Supplier<Boolean> condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.get()) {
            if (System.nanoTime() > until) {
                return false;
            }
            Thread.sleep(TICK_MILLIS);
        }
        return true;
    }
}
