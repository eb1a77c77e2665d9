package org.rostrum.benchmark.room;

import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rostrum.benchmark.room.Errand.Came;
import org.rostrum.benchmark.room.Errand.Heard;
import org.rostrum.benchmark.room.Errand.Opened;

/**
 * Many clients and those who post to them, in one process and on few threads, so that what it costs is counted apart. It
 * takes its orders from its input.
 */
final class LoadGenerator {

    private static final int THREADS = 2;
    private static final long ALL_IN_SECONDS = 180;
    private static final long ALL_HEARD_SECONDS = 60;
    private static final String WORDS = " we have tried this with three servers and found no difference between them,"
            + " so the text may stay as it is and the example moves to the annex";

    private final Board board = new Board();
    private final List<Ears> ears = new ArrayList<>();
    private int clients;
    private int posted;
    private long expected;

    private LoadGenerator() throws IOException {
        for (int i = 0; i < THREADS; i++) {
            ears.add(new Ears(board, i));
        }
    }

    static void main() throws Exception {
        // Answers alone go out there.
        PrintStream answers = System.out;
        System.setOut(System.err);
        LoadGenerator generator = new LoadGenerator();
        try (ObjectOutputStream out = new ObjectOutputStream(answers)) {
            out.flush();
            try (ObjectInputStream in = new ObjectInputStream(System.in)) {
                while (true) {
                    out.writeObject(generator.carryOut((Errand) in.readObject()));
                    out.flush();
                }
            } catch (EOFException _) {
                // Whoever gave the orders has gone.
            }
        }
    }

    private Serializable carryOut(Errand errand) throws IOException, InterruptedException {
        return switch (errand) {
            case Errand.Connect connect -> connect(connect);
            case Errand.Leave _ -> sum(one -> one.leave());
            case Errand.Silence silence -> silence(silence.silent());
            case Errand.Post post -> post(post);
            case Errand.Open open -> open(open);
        };
    }

    private int sum(java.util.function.ToIntFunction<Ears> of) {
        return ears.stream().mapToInt(one -> one.ask(() -> of.applyAsInt(one))).sum();
    }

    private Came connect(Errand.Connect how) throws InterruptedException {
        long start = System.nanoTime();
        clients = how.clients();
        expected = 0;
        begin();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            List<Integer> mine = IntStream.range(0, how.clients())
                    .filter(n -> n % THREADS == thread)
                    .boxed()
                    .toList();
            Ears one = ears.get(i);
            one.ask(() -> one.comeIn(mine, how));
        }
        Ears.waitFor(ALL_IN_SECONDS, () -> sum(Ears::in) == clients || !begun().isEmpty());
        int in = sum(Ears::in);
        String trouble = begun();
        return new Came(
                in,
                (System.nanoTime() - start) / 1e9,
                in == clients ? trouble : "only " + in + " of " + clients + " came in. " + trouble);
    }

    private String begun() {
        return ears.stream().map(one -> one.ask(one::trouble)).collect(Collectors.joining());
    }

    private List<Ears.Heard> begin() {
        return ears.stream().map(one -> one.ask(() -> one.begin(posted))).toList();
    }

    private int silence(boolean silent) throws InterruptedException {
        int connected = sum(one -> one.silence(silent));
        if (!silent) {
            // Who reads again reads first what had been sent, and then that the connection was cut.
            Thread.sleep(2_000);
            connected = sum(one -> one.silence(false));
        }
        return connected;
    }

    private Heard post(Errand.Post how) throws IOException, InterruptedException {
        begin();
        int first = posted;
        String run = UUID.randomUUID().toString();
        List<Caller> posters = new ArrayList<>();
        for (int i = 0; i < how.posters(); i++) {
            posters.add(poster(how, i, run));
        }
        Calls calls = new Calls(posters, 201, how.insisting(), board, first);
        long start = System.nanoTime();
        double seconds = calls.make(how.perSecond(), how.seconds());
        posted += calls.begun;
        expected += calls.done;
        boolean all = Ears.waitFor(
                ALL_HEARD_SECONDS,
                () -> ears.stream().allMatch(one -> one.ask(one::fewest) >= expected)
                        && (!how.insisting() || sum(Ears::in) == clients));

        String trouble = calls.trouble;
        if (!all) {
            trouble += " Not everybody has all of " + expected + ", or is back: "
                    + ears.stream().map(one -> one.ask(one::fewest)).toList() + ", " + sum(Ears::in) + " in.";
        }
        long orders = Ears.orders(ears);
        if (orders > 1) {
            trouble += " There are " + orders + " orders.";
        }
        long bytes = ears.stream().mapToLong(one -> one.ask(() -> one.bytes)).sum();
        long[] weights = ears.getFirst().ask(ears.getFirst()::compression);
        return heard(calls, first, start, seconds, trouble, bytes, weights);
    }

    private Heard heard(
            Calls calls, int first, long start, double seconds, String trouble, long bytes, long[] weights) {
        Histogram deliveries = new Histogram();
        Histogram last = new Histogram();
        long lastAt = start;
        long returned = 0;
        long refused = 0;
        StringBuilder troubles = new StringBuilder(trouble);
        List<Ears.Heard> heard = begin();
        for (Ears.Heard one : heard) {
            deliveries.add(one.deliveries);
            lastAt = Math.max(lastAt, one.lastAt);
            returned = Math.max(returned, one.cameInAt);
            refused += one.refused;
            troubles.append(one.trouble);
        }
        for (int i = 0; i < calls.begun && i < heard.getFirst().last.length; i++) {
            int n = i;
            long at = heard.stream().mapToLong(one -> one.last[n]).max().orElse(0);
            if (at != 0) {
                last.add(at - board.scheduled(first + i));
            }
        }
        double events = Math.max(1, calls.done);
        return new Heard(
                troubles.toString().strip(),
                calls.done,
                calls.late,
                deliveries.count(),
                deliveries.millis(0.5),
                deliveries.millis(0.99),
                last.millis(0.99),
                calls.answers.millis(0.5),
                calls.answers.millis(0.99),
                seconds,
                (lastAt - start) / 1e9,
                bytes,
                weights[0] / events,
                weights[1] / events,
                weights[2] / events,
                returned,
                refused);
    }

    private static Caller poster(Errand.Post how, int number, String run) throws IOException {
        String marker = Character.toString(Board.LETTER).repeat(Board.RUN);
        String nothing = "0".repeat(Board.DIGITS);
        StringBuilder text = new StringBuilder(marker + nothing);
        while (text.length() < how.bytes()) {
            text.append(WORDS);
        }
        text.setLength(how.bytes());
        String body = "{\"text\":\"" + text + "\"}";
        String key = "\r\nIdempotency-Key: " + run + "-";
        String request = "POST /api/v1/rooms/" + how.room() + "/messages HTTP/1.1\r\nHost: localhost:" + how.port()
                + "\r\nAuthorization: Bearer " + Errand.token(number)
                + "\r\nContent-Type: application/json" + key + nothing
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        return new Caller(
                how.port(),
                request.getBytes(StandardCharsets.US_ASCII),
                request.indexOf(key) + key.length(),
                request.indexOf(marker) + marker.length());
    }

    private Opened open(Errand.Open how) throws IOException {
        String request =
                "GET " + how.path() + " HTTP/1.1\r\nHost: localhost:" + how.port() + "\r\n" + how.headers() + "\r\n";
        List<Caller> readers = new ArrayList<>();
        for (int i = 0; i < how.connections(); i++) {
            readers.add(new Caller(how.port(), request.getBytes(StandardCharsets.US_ASCII)));
        }
        Calls calls = new Calls(readers, 200, false, board, 0);
        calls.make(0, how.seconds());
        return new Opened(calls.trouble, calls.done, calls.answers.millis(0.99), calls.bytes / Math.max(1, calls.done));
    }
}
