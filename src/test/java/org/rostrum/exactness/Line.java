package org.rostrum.exactness;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One live socket of one client: whether what comes in on it is what was asked for, without gap and in order. */
final class Line {

    private static final JsonMapper JSON = new JsonMapper();

    private final Client client;
    private final @Nullable Cable cable;
    private final int millisAFrame;
    private final Map<UUID, Stretch> stretches = new HashMap<>();
    private volatile long stalledUntil;
    private volatile boolean open;

    private Line(Client client, @Nullable Cable cable, int millisAFrame) {
        this.client = client;
        this.cable = cable;
        this.millisAFrame = millisAFrame;
        this.open = cable != null;
    }

    /** @param millisAFrame how slowly it is read */
    static Line on(Cable cable, Client client, int millisAFrame) {
        Line line = new Line(client, cable, millisAFrame);
        Thread.ofVirtual().name("line").start(() -> line.listen(cable));
        return line;
    }

    /** Of whom nobody lets in. */
    static Line deaf(Client client) {
        return new Line(client, null, 0);
    }

    /** What may come next of one room. */
    private static final class Stretch {
        private final Deque<Long> asked = new ArrayDeque<>();
        private long next = -1;
        private boolean watched;
        private String refusal = "";

        /** What was on its way when it was asked anew may still arrive, so that either is right. */
        boolean takes(long first, long last) {
            if (first != next) {
                if (!asked.contains(first - 1)) {
                    return false;
                }
                while (asked.remove() != first - 1) {
                    // Refused, or overtaken by a later request.
                }
            }
            next = last + 1;
            return true;
        }
    }

    boolean isOpen() {
        return open;
    }

    /** @param exists whether the log has that number, so that what follows it is told from now on */
    void watches(UUID room, long after, boolean exists) {
        synchronized (stretches) {
            Stretch stretch = stretches.computeIfAbsent(room, id -> new Stretch());
            stretch.asked.add(after);
            stretch.watched = exists;
        }
        send("{\"watch\":\"" + room + "\",\"after\":" + after + "}");
    }

    /** Whether everything that happens there must come by itself, as long as this is open. */
    boolean isTold(UUID room) {
        synchronized (stretches) {
            Stretch stretch = stretches.get(room);
            return open && stretch != null && stretch.watched;
        }
    }

    private void refused(String text) {
        synchronized (stretches) {
            stretches.forEach((room, stretch) -> {
                if (text.contains(room.toString())) {
                    stretch.refusal = text;
                }
            });
        }
    }

    /** What it was told last instead of what it asked for; for whoever looks for a reason. */
    String refusal(UUID room) {
        synchronized (stretches) {
            Stretch stretch = stretches.get(room);
            return stretch == null ? "" : stretch.refusal;
        }
    }

    void unwatches(UUID room) {
        synchronized (stretches) {
            Stretch stretch = stretches.get(room);
            if (stretch != null) {
                stretch.watched = false;
            }
        }
        send("{\"unwatch\":\"" + room + "\"}");
    }

    private void send(String text) {
        try {
            if (cable != null) {
                cable.send(text);
            }
        } catch (IOException _) {
            open = false;
        }
    }

    void stalls(long millis) {
        stalledUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    void hangsUp(boolean politely) {
        open = false;
        if (cable != null && politely) {
            cable.close();
        } else if (cable != null) {
            cable.cut();
        }
    }

    private void listen(Cable from) {
        try (from) {
            while (open) {
                String text = from.text();
                if (open) {
                    take(text);
                }
                if (millisAFrame > 0) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millisAFrame));
                }
                for (long wait = stalledUntil - System.nanoTime();
                        stalledUntil != 0 && wait > 0 && open;
                        wait = stalledUntil - System.nanoTime()) {
                    LockSupport.parkNanos(Math.min(wait, TimeUnit.MILLISECONDS.toNanos(50)));
                }
            }
        } catch (IOException _) {
            // Whatever ends a connection: the client comes back.
        } catch (JacksonException e) {
            client.run().fails("A frame that is not JSON: " + e.getMessage());
        } finally {
            open = false;
            client.news();
        }
    }

    private void take(String text) {
        JsonNode frame = JSON.readTree(text);
        JsonNode events = frame.get("events");
        if (events == null) {
            if (frame.has("error")) {
                refused(text);
            }
            return;
        }
        UUID room = UUID.fromString(frame.get("room").stringValue());
        long first = events.get(0).get("seq").longValue();
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).get("seq").longValue() != first + i) {
                client.run().fails("Within a frame " + events.get(i).get("seq") + " follows " + (first + i - 1));
            }
        }
        long last = first + events.size() - 1;
        synchronized (stretches) {
            Stretch stretch = stretches.get(room);
            if (stretch == null) {
                client.run().fails("Events of room " + room + " without having asked");
            } else {
                long expected = stretch.next;
                if (!stretch.takes(first, last)) {
                    client.run()
                            .fails("Expected " + expected + " or after " + stretch.asked + ", heard " + first + " to "
                                    + last + " of " + room);
                }
            }
        }
        client.heard(room, first, last, text, "by socket");
    }
}
