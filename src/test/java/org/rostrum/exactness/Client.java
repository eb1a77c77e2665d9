package org.rostrum.exactness;

import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A program or a page that does what comes to its mind, and remembers what it heard. */
final class Client {

    private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");
    private static final String ITEMS = "{\"items\":[";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Within which a node finds out that it hears nothing, comes back and reads everything up. */
    private static final Duration UNTIL_TOLD = Duration.ofSeconds(30);

    /** Messages, and words in each: some seven megabytes, where a system keeps four for one connection. */
    private static final int MUCH = 120;

    private static final int LONG = 2_800;

    /** What is read as fast as it comes, in bytes. */
    private static final int AMPLE = 256 * 1024;

    private final Run run;
    private final Portal portal;
    private final Person person;
    private final Random random;
    private final Map<UUID, BitSet> seen = new HashMap<>();
    private final boolean clings;
    private @Nullable Line line;
    private int said;

    Client(Run run, Portal portal, Person person, long seed) {
        this.run = run;
        this.portal = portal;
        this.person = person;
        this.random = new Random(seed);
        this.clings = random.nextInt(4) != 0;
    }

    Run run() {
        return run;
    }

    // --- What it hears -----------------------------------------------------------------------------------------------

    void heard(UUID room, long first, long last, String frame, String way) {
        run.heard(person, room, first, last, frame, way);
        synchronized (seen) {
            seen.computeIfAbsent(room, id -> new BitSet()).set((int) first, (int) last + 1);
            seen.notifyAll();
        }
    }

    /** Something happened that whoever waits may want to look at. */
    void news() {
        synchronized (seen) {
            seen.notifyAll();
        }
    }

    /** The last number up to which nothing is missing. */
    private long upTo(UUID room) {
        synchronized (seen) {
            BitSet numbers = seen.get(room);
            return numbers == null ? 0 : numbers.nextClearBit(1) - 1;
        }
    }

    private long highest(UUID room) {
        synchronized (seen) {
            BitSet numbers = seen.get(room);
            return numbers == null ? 0 : Math.max(0, numbers.length() - 1);
        }
    }

    // --- What it does ------------------------------------------------------------------------------------------------

    void acts(int deeds) {
        comesBack();
        for (int n = 0; n < deeds || run.goesOn(); n++) {
            UUID room = random.nextInt(3) == 0 ? run.closed() : run.open();
            if (clings && run.loses(person)) {
                clings(room);
            } else {
                acts(room);
            }
            rests(random.nextLong(15));
        }
    }

    /** More than what the system and the node keep for who does not read. */
    void saysMuch() {
        for (int n = 0; n < MUCH; n++) {
            said++;
            String key = person.id() + "-" + said;
            carriesOut(run.intends(new Intent(person, run.open(), key, "*long* ".repeat(LONG) + said)), n);
        }
        run.muchWasSaid();
    }

    /** Stops reading while much is said, and sees afterwards what became of it. */
    void looksAway() {
        Line open = comesBack();
        open.watches(run.open(), upTo(run.open()), true);
        open.stalls(PATIENCE.multipliedBy(3).toMillis());
        run.awaitsMuch();
        open.stalls(0);
    }

    private void acts(UUID room) {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6 -> says(room);
            case 7, 8, 9 -> comesBack();
            case 10 -> hearing().watches(room, upTo(room), true);
            case 11 -> asksOverHttp(room);
            case 12 -> hearing().watches(room, random.nextLong(highest(room) + 1), true);
            case 13 -> hearing().watches(room, highest(room) + 1_000_000, false);
            case 14 -> hearing().unwatches(room);
            case 15 -> hearing().stalls(random.nextLong(400));
            case 16 -> hearing().hangsUp(random.nextBoolean());
            default -> rests(random.nextLong(60));
        }
    }

    /** Who is to lose a right keeps the socket they have, and hears what they can. */
    private void clings(UUID room) {
        switch (random.nextInt(6)) {
            case 0 -> says(room);
            case 1 -> asksOverHttp(room);
            case 2 -> hearing().watches(room, upTo(room), true);
            case 3 -> hearing().watches(room, random.nextLong(highest(room) + 1), true);
            default -> rests(random.nextLong(60));
        }
    }

    private static void rests(long millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }

    private Line hearing() {
        Line open = line;
        return open != null && open.isOpen() ? open : comesBack();
    }

    /** Leaves the socket it had, however that may be, and opens another, somewhere. */
    private Line comesBack() {
        if (line != null) {
            line.hangsUp(random.nextBoolean());
        }
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Line opened = connects();
            if (opened != null) {
                line = opened;
                for (UUID room : run.rooms()) {
                    if (random.nextInt(8) != 0) {
                        opened.watches(room, upTo(room), true);
                    }
                }
                return opened;
            }
            if (run.hasLostAll(person)) {
                // Nothing opens any more; it goes on knocking.
                return Line.deaf(this);
            }
            if (System.nanoTime() > until) {
                run.fails("Nobody opens");
                return Line.deaf(this);
            }
            rests(20);
        }
    }

    private @Nullable Line connects() {
        int port = portal.port(random.nextInt());
        boolean mayBeRefused = run.mayBeRefused(person, run.open());
        Cable cable = null;
        try {
            cable = new Cable(port, run.isCrammed() ? AMPLE : 2_048 << random.nextInt(6));
            Map<String, String> headers = new LinkedHashMap<>(person.headers(port));
            headers.put("Upgrade", "websocket");
            headers.put("Connection", "Upgrade");
            headers.put("Sec-WebSocket-Version", "13");
            headers.put("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==");
            headers.put("Sec-WebSocket-Protocol", "rostrum.v1");
            cable.request("GET /api/v1/live", headers, null);
            int status = cable.status();
            if (status == 101) {
                return Line.on(cable, this, !run.isCrammed() && random.nextInt(6) == 0 ? random.nextInt(40) : 0);
            }
            if (status < 429 && !mayBeRefused && !run.mayBeRefused(person, run.open())) {
                run.fails("A handshake was refused with " + status + " to " + person);
            }
        } catch (IOException _) {
            // The node is down, or went down just now.
        }
        if (cable != null) {
            cable.close();
        }
        return null;
    }

    /** As whoever is let no socket through: one answer of what follows, waited for or not. */
    private void asksOverHttp(UUID room) {
        int port = portal.port(random.nextInt());
        long after = upTo(room);
        boolean mayBeRefused = run.mayBeRefused(person, room);
        try (Cable cable = new Cable(port, 8_192)) {
            Map<String, String> headers = new LinkedHashMap<>(person.headers(port));
            headers.put("Connection", "close");
            String wait = random.nextBoolean() ? "" : "&wait=1";
            cable.request("GET /api/v1/rooms/" + room + "/events?after=" + after + "&limit=50" + wait, headers, null);
            int status = cable.status();
            if (status == 200) {
                tell(room, after, cable.rest());
            } else if (status < 429 && !mayBeRefused && !run.mayBeRefused(person, room)) {
                run.fails("What follows " + after + " was refused with " + status + " to " + person);
            }
        } catch (IOException _) {
            // The node is down, or went down just now.
        }
    }

    private void tell(UUID room, long after, String answer) {
        int end = answer.lastIndexOf("],\"last\":");
        if (!answer.startsWith(ITEMS) || end < 0 || !answer.endsWith("}")) {
            // Cut short.
            return;
        }
        int events = JSON.readTree(answer).get("items").size();
        if (events > 0) {
            heard(
                    room,
                    after + 1,
                    after + events,
                    "{\"room\":\"" + room + "\",\"events\":[" + answer.substring(ITEMS.length(), end) + "]}",
                    "in answer to a request");
        }
    }

    // --- What it says ------------------------------------------------------------------------------------------------

    private void says(UUID room) {
        said++;
        String key = person.id() + "-" + said;
        String text = random.nextInt(6) == 0 ? "*long* ".repeat(700) + said : "word **" + said + "** of " + person.id();
        Intent intent = run.intends(new Intent(person, room, key, text));
        int node = random.nextInt(2);
        switch (random.nextInt(8)) {
            case 0 -> attempt(intent, node, Loss.BEFORE_THE_END);
            case 1, 2 -> attempt(intent, node, Loss.AFTER_SENDING);
            case 3 -> {
                Thread other = Thread.ofVirtual().start(() -> carriesOut(intent, node + 1));
                carriesOut(intent, node);
                joins(other);
            }
            default -> {
                // It goes well the first time, as far as this client has a say in it.
            }
        }
        carriesOut(intent, node + random.nextInt(2));
    }

    private static void joins(Thread other) {
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private enum Loss {
        NONE,
        BEFORE_THE_END,
        AFTER_SENDING
    }

    /** Tries, on one node after the other, until it has an answer. */
    private void carriesOut(Intent intent, int firstNode) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (int node = firstNode; ; node++) {
            boolean mayBeRefused = run.mayBeRefused(person, intent.room);
            int status = attempt(intent, node, Loss.NONE);
            if (status == 201) {
                return;
            }
            if (List.of(401, 403, 404).contains(status)) {
                if (!mayBeRefused && !run.mayBeRefused(person, intent.room)) {
                    run.fails("Refused with " + status + ": " + intent.key);
                }
                return;
            }
            if (status != 0 && status < 500 && status != 429) {
                run.fails("Answered with " + status + ": " + intent.key);
                return;
            }
            if (System.nanoTime() > until) {
                run.fails("No answer to " + intent.key + ", the last was " + status);
                return;
            }
            rests(10);
        }
    }

    /** @return the status; 0 where there was no answer */
    private int attempt(Intent intent, int node, Loss loss) {
        int port = portal.port(node);
        try (Cable cable = new Cable(port, 8_192)) {
            Map<String, String> headers = new LinkedHashMap<>(person.headers(port));
            headers.put("Connection", "close");
            headers.put("Idempotency-Key", intent.key);
            String line = "POST /api/v1/rooms/" + intent.room + "/messages";
            String body = "{\"text\":\"" + intent.text + "\"}";
            if (loss == Loss.BEFORE_THE_END) {
                cable.requestInPart(line, headers, body, 0.1 + 0.9 * Math.abs(intent.key.hashCode() % 100) / 100);
                cable.cut();
                return 0;
            }
            cable.request(line, headers, body);
            if (loss == Loss.AFTER_SENDING) {
                rests(Math.abs(intent.key.hashCode() % 6));
                cable.cut();
                return 0;
            }
            int status = cable.status();
            String answer = cable.rest();
            if (status == 201) {
                Matcher seq = SEQ.matcher(answer);
                if (!seq.find() || !answer.contains("}")) {
                    throw new IOException("cut short");
                }
                String before = intent.acknowledged(Long.parseLong(seq.group(1)), answer);
                if (before != null) {
                    run.fails("Two answers to " + intent.key + ": " + before + " and " + answer);
                }
            }
            return status;
        } catch (IOException _) {
            return 0;
        }
    }

    // --- The end -----------------------------------------------------------------------------------------------------

    /** Comes back one last time and stays until it has everything of a room. */
    void catchesUp(UUID room, long last) {
        isTold(room, last);
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (upTo(room) < last && System.nanoTime() < until) {
            Line open = hearing();
            open.watches(room, upTo(room), true);
            long patience = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            synchronized (seen) {
                while (open.isOpen() && upTo(room) < last && System.nanoTime() < patience) {
                    try {
                        seen.wait(200);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        }
        if (upTo(room) < last) {
            run.fails("Has " + upTo(room) + " of " + last + " events of " + room + " in the end: " + person);
        }
        if (highest(room) > last) {
            run.fails("Heard event " + highest(room) + " of " + room + ", whose log ends at " + last);
        }
    }

    /** Whoever watches is told of everything, however quiet it is afterwards, and has to ask for nothing. */
    private void isTold(UUID room, long last) {
        Line watching = line;
        if (watching == null || !watching.isTold(room)) {
            return;
        }
        long until = System.nanoTime() + UNTIL_TOLD.toNanos();
        while (watching.isTold(room) && highest(room) < last && System.nanoTime() - until < 0) {
            synchronized (seen) {
                try {
                    seen.wait(100);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
        if (watching.isTold(room) && highest(room) < last) {
            run.fails("Watches " + room + " and was told of " + highest(room) + " of " + last + ": " + person
                    + watching.refusal(room));
        }
    }

    void leaves() {
        if (line != null) {
            line.hangsUp(true);
        }
    }
}
