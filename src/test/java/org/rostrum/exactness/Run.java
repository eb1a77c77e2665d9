package org.rostrum.exactness;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rostrum.exactness.Person.Right;
import org.rostrum.testing.Body;

/** A room open to all members and one of a closed group, some clients in them for a second or two, and what must hold then. */
final class Run {

    /** How long what is taken from somebody may still reach them. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** What two readings of a clock may differ by; the log's has milliseconds. */
    private static final Duration OF_A_CLOCK = Duration.ofMillis(20);

    /** So that something is said after the grace, of which a node has not been told either. */
    private static final Duration HELD_UP = GRACE.multipliedBy(5).dividedBy(2);

    /** One run in so many. */
    private static final int CRAMMED_IN = 25;

    private static final int INSIDERS = 3;
    private static final int OUTSIDERS = 2;

    private final Portal portal;
    private final long seed;
    private final Random random;
    private final Body.Gathering open;
    private final Body.Gathering closed;
    private final boolean crammed;
    private final CountDownLatch muchIsSaid = new CountDownLatch(1);
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Queue<Intent> intents = new ConcurrentLinkedQueue<>();
    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Revocation revocation;
    private volatile long goesOnUntil;

    /** @param way by socket, or in answer to a request */
    private record Heard(Person by, UUID room, long first, long last, String frame, String way) {}

    /** @param done by when it was committed; null while it is under way */
    private record Revocation(
            Person from, Right right, @Nullable Long done) {

        boolean concerns(Person person, boolean closedRoom) {
            return from.equals(person) && (closedRoom || right != Right.OFFICE);
        }
    }

    Run(Portal portal, long seed) {
        this.portal = portal;
        this.seed = seed;
        this.random = new Random(seed);
        this.crammed = random.nextInt(CRAMMED_IN) == 0;
        this.open = portal.surely(portal.body::meetingNow);
        Instant now = Instant.now();
        this.closed = portal.surely(() ->
                portal.body.meeting(Body.CITY, now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS), "ACCEPT"));
    }

    UUID open() {
        return open.room();
    }

    UUID closed() {
        return closed.room();
    }

    List<UUID> rooms() {
        return List.of(open(), closed());
    }

    /** Whether so much is said that who does not read is closed. */
    boolean isCrammed() {
        return crammed;
    }

    void muchWasSaid() {
        muchIsSaid.countDown();
    }

    void awaitsMuch() {
        try {
            if (!muchIsSaid.await(3, TimeUnit.MINUTES)) {
                fails("Much could not be said");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean goesOn() {
        return System.nanoTime() - goesOnUntil < 0;
    }

    void fails(String what) {
        wrong.add("run " + seed + ": " + what);
    }

    Intent intends(Intent intent) {
        intents.add(intent);
        return intent;
    }

    void heard(Person by, UUID room, long first, long last, String frame, String way) {
        heard.add(new Heard(by, room, first, last, frame, way));
    }

    boolean mayBeRefused(Person person, UUID room) {
        boolean ofClosed = room.equals(closed());
        Revocation taken = revocation;
        return (ofClosed && !person.insider()) || (taken != null && taken.concerns(person, ofClosed));
    }

    /** Whether something is being taken from them, or was. */
    boolean loses(Person person) {
        Revocation taken = revocation;
        return taken != null && taken.from().equals(person);
    }

    boolean hasLostAll(Person person) {
        return mayBeRefused(person, open());
    }

    /** What came of it. */
    record Result(List<String> wrong, int acknowledged, int events, int frames, boolean revoked) {}

    Result play() throws InterruptedException {
        goesOnUntil = System.nanoTime();
        List<Person> people = new ArrayList<>();
        for (int n = 0; n < INSIDERS + OUTSIDERS; n++) {
            people.add(Person.joins(portal, n < INSIDERS, random.nextInt(3) == 0));
        }
        Collections.shuffle(people, random);
        Map<Person, Client> clients = new HashMap<>();
        List<Thread> acting = new ArrayList<>();
        for (Person person : people) {
            Client client = new Client(this, portal, person, random.nextLong());
            clients.put(person, client);
            int deeds = 8 + random.nextInt(20);
            if (crammed && clients.size() == 1) {
                acting.add(Thread.ofVirtual().start(() -> tries(client::looksAway)));
            } else if (crammed && clients.size() == 2) {
                acting.add(Thread.ofVirtual().start(() -> tries(client::saysMuch)));
            } else {
                acting.add(Thread.ofVirtual().start(() -> tries(() -> client.acts(deeds))));
            }
        }
        if (!crammed) {
            befall(people);
        }
        for (Thread one : acting) {
            one.join();
        }
        Map<UUID, List<Event>> logs = new HashMap<>();
        for (UUID room : rooms()) {
            logs.put(room, log(room));
        }
        catchUp(clients, logs);
        clients.values().forEach(Client::leaves);
        logs.forEach(this::check);
        return new Result(
                List.copyOf(wrong),
                Math.toIntExact(
                        intents.stream().filter(intent -> intent.seq() > 0).count()),
                logs.values().stream().mapToInt(List::size).sum(),
                heard.size(),
                revocation != null);
    }

    private void tries(Runnable deeds) {
        try {
            deeds.run();
        } catch (RuntimeException | Error e) {
            fails("A client broke: " + e);
        }
    }

    private void catchUp(Map<Person, Client> clients, Map<UUID, List<Event>> logs) throws InterruptedException {
        List<Thread> catching = new ArrayList<>();
        clients.forEach((person, client) -> catching.add(Thread.ofVirtual().start(() -> {
            for (UUID room : rooms()) {
                if (!mayBeRefused(person, room)) {
                    client.catchesUp(room, logs.getOrDefault(room, List.of()).size());
                }
            }
        })));
        for (Thread one : catching) {
            one.join();
        }
    }

    // --- What befalls them -------------------------------------------------------------------------------------------

    private void befall(List<Person> people) {
        rests(random.nextLong(300));
        int what = portal.fate.cutByOthers() ? 20 : random.nextInt(20);
        if (what < 3) {
            portal.cuts(Portal.LISTENING);
        } else if (what == 3) {
            portal.cuts(Portal.POOLED);
        }
        if (random.nextBoolean()) {
            if (portal.fate.cutByOthers() && random.nextInt(3) == 0) {
                // Of what follows, one of the nodes is not told in time.
                portal.fate
                        .links()
                        .get(random.nextInt(portal.fate.links().size()))
                        .holdsUp(HELD_UP);
                rests(random.nextLong(600));
            }
            revokes(people.get(random.nextInt(people.size())));
            if (random.nextInt(6) == 0 && !portal.fate.cutByOthers()) {
                portal.cuts(random.nextBoolean() ? Portal.LISTENING : Portal.POOLED);
            }
        }
    }

    private void revokes(Person person) {
        List<Right> rights = person.rights();
        Right right = rights.get(random.nextInt(rights.size()));
        // Somebody has to go on speaking, or it would show nothing.
        goesOnUntil = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        revocation = new Revocation(person, right, null);
        person.loses(right, portal, random.nextInt(2));
        long done = System.nanoTime();
        revocation = new Revocation(person, right, done);
        goesOnUntil = done + GRACE.plusMillis(600).toNanos();
    }

    private static void rests(long millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }

    // --- What must hold ----------------------------------------------------------------------------------------------

    private record Event(
            long seq,
            Instant at,
            @Nullable UUID person,
            @Nullable String intent,
            String text,
            @Nullable String said) {}

    private List<Event> log(UUID room) {
        return portal.surely(() -> portal.jdbc
                .sql("""
                        select e.seq, e.at, e.person_id, e.intent, e.event, m.text
                          from room_event e left join message m on m.room_id = e.room_id and m.seq = e.seq
                         where e.room_id = ? order by e.seq""")
                .param(room)
                .query((row, n) -> new Event(
                        row.getLong("seq"),
                        row.getTimestamp("at").toInstant(),
                        row.getObject("person_id", UUID.class),
                        row.getString("intent"),
                        row.getString("event"),
                        row.getString("text")))
                .list());
    }

    private void check(UUID room, List<Event> log) {
        isWithoutGap(room, log);
        holdsWhatWasAcknowledged(room, log);
        wasHeardAsItIs(room, log);
    }

    private void isWithoutGap(UUID room, List<Event> log) {
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).seq() != i + 1) {
                fails("Event " + log.get(i).seq() + " stands at " + (i + 1));
            }
            if (log.get(i).said() == null) {
                fails("Event " + (i + 1) + " without its message");
            }
        }
        long last = portal.surely(() -> portal.jdbc
                .sql("select last_seq from room where id = ?")
                .param(room)
                .query(Long.class)
                .single());
        if (last != log.size()) {
            fails("The log ends at " + log.size() + ", the room says " + last);
        }
    }

    private void holdsWhatWasAcknowledged(UUID room, List<Event> log) {
        // The order is the log's, and the time is the database's, whatever its clock made of it.
        Map<String, Event> byIntent = new HashMap<>();
        for (Event event : log) {
            if (byIntent.put(String.valueOf(event.intent()), event) != null) {
                fails("Twice in the log: " + event.intent());
            }
        }
        for (Intent intent : intents) {
            if (!intent.room.equals(room)) {
                continue;
            }
            Event event = byIntent.remove(intent.key);
            if (intent.seq() > 0 && (event == null || event.seq() != intent.seq())) {
                fails("Acknowledged as " + intent.seq() + ": " + intent.key + ", and in the log " + event);
            }
            if (event != null) {
                if (!intent.text.equals(event.said()) || !intent.by.id().equals(event.person())) {
                    fails("Not what " + intent.key + " was: " + event);
                }
                if (!portal.fate
                        .clock()
                        .showed(
                                event.at(),
                                intent.begunAt.minus(OF_A_CLOCK),
                                intent.doneBy().plus(OF_A_CLOCK))) {
                    fails("Said between " + intent.begunAt + " and " + intent.doneBy() + ", and in the log at "
                            + event.at());
                }
                if (isForbidden(intent.by, room, intent.begun)) {
                    fails("Said by whom may not, event " + event.seq() + ": " + why(intent.by));
                }
            }
        }
        byIntent.keySet().forEach(key -> fails("In the log, and nobody said it: " + key));
    }

    /** After which moment each was written at the earliest: what is said later is written later, and after it all that follows. */
    private long[] earliest(List<Event> log) {
        Map<String, Long> begun = new HashMap<>();
        intents.forEach(intent -> begun.put(intent.key, intent.begun));
        long[] earliest = new long[log.size()];
        for (int i = 0; i < earliest.length; i++) {
            long own = begun.getOrDefault(String.valueOf(log.get(i).intent()), Long.MIN_VALUE);
            earliest[i] = i == 0 ? own : Math.max(own, earliest[i - 1]);
        }
        return earliest;
    }

    private void wasHeardAsItIs(UUID room, List<Event> log) {
        long[] earliest = earliest(log);
        for (Heard one : heard) {
            if (!one.room().equals(room)) {
                continue;
            }
            if (one.last() > log.size()) {
                fails("Heard " + one.last() + " of a log of " + log.size());
                continue;
            }
            List<Event> events = log.subList((int) one.first() - 1, (int) one.last());
            String frame = "{\"room\":\"" + room + "\",\"events\":["
                    + String.join(",", events.stream().map(Event::text).toList()) + "]}";
            if (!one.frame().equals(frame)) {
                fails("Heard " + one.frame() + " instead of " + frame);
            }
            if (isForbidden(one.by(), room, earliest[(int) one.last() - 1])) {
                fails("Heard by whom may not, event " + one.last() + " " + one.way() + ": " + why(one.by()));
            }
        }
    }

    /** @param at the earliest moment at which it can have been written */
    private boolean isForbidden(Person person, UUID room, long at) {
        boolean ofClosed = room.equals(closed());
        if (ofClosed && !person.insider()) {
            return true;
        }
        Revocation taken = revocation;
        return taken != null
                && taken.done() != null
                && taken.concerns(person, ofClosed)
                && at - taken.done() > GRACE.toNanos();
    }

    private String why(Person person) {
        return (person.session() == null ? "program " : "browser ") + person.id()
                + (person.insider() ? "" : ", an outsider,") + " lost " + revocation;
    }
}
