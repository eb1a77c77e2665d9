package org.rostrum.exactness;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.rostrum.testing.FreePort;

/**
 * The network between one node and PostgreSQL: what goes over it can be cut, or held up without a word, or lost in the
 * very moment of a commit. It understands as much of PostgreSQL's protocol as that takes.
 */
final class DatabaseLink implements AutoCloseable {

    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;
    private static final long STEP = Duration.ofMillis(5).toNanos();

    /** One commit in so many is lost, while they are. */
    private static final int LOST = 3;

    private final String database;
    private final int postgres;
    private final ServerSocket door;
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final AtomicInteger commitsLost = new AtomicInteger();
    private volatile long closedUntil = System.nanoTime();
    private volatile long deafUntil = System.nanoTime();
    private volatile long heldUpUntil = System.nanoTime();
    private volatile long losingUntil = System.nanoTime();

    DatabaseLink(String database, int postgres) throws IOException {
        this.database = database;
        this.postgres = postgres;
        this.door = new ServerSocket(FreePort.next(), 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("link").start(this::accept);
    }

    String url() {
        return database.replace(":" + postgres + "/", ":" + door.getLocalPort() + "/");
    }

    // --- What happens to it ------------------------------------------------------------------------------------------

    /** What the node listens by ends, and does not come back for so long. */
    void deafens(Duration atLeast) {
        deafUntil = System.nanoTime() + atLeast.toNanos();
        cut(Wire::listens);
    }

    /** Nothing that the node listens by gets through for so long, and nobody is told. */
    void holdsUp(Duration listening) {
        heldUpUntil = System.nanoTime() + listening.toNanos();
    }

    /** The connections that the node reads and writes by end; new ones are let through. */
    void cutsPooled() {
        cut(wire -> !wire.listens());
    }

    /** All is gone, and what the node listens by is gone for longer. */
    void fails(Duration all, Duration listening) {
        closedUntil = System.nanoTime() + all.toNanos();
        deafUntil = System.nanoTime() + listening.toNanos();
        cut(_ -> true);
    }

    /** Of the commits some get lost, before or after PostgreSQL has heard of them. */
    void losesCommits(Duration until) {
        losingUntil = System.nanoTime() + until.toNanos();
    }

    int commitsLost() {
        return commitsLost.get();
    }

    private void cut(Predicate<Wire> which) {
        wires.stream().filter(which).forEach(Wire::cut);
    }

    // --- How it works ------------------------------------------------------------------------------------------------

    private static boolean lasts(long until) {
        return System.nanoTime() - until < 0;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket node = door.accept();
                if (lasts(closedUntil)) {
                    reset(node);
                } else {
                    Thread.ofVirtual().name("wire").start(() -> connect(node));
                }
            } catch (IOException _) {
                // It is closed, or that one was gone already.
            }
        }
    }

    private void connect(Socket node) {
        try {
            var wire = new Wire(node, new Socket(InetAddress.getLoopbackAddress(), postgres));
            wires.add(wire);
            Thread.ofVirtual().name("wire-down").start(wire::down);
            wire.up();
        } catch (IOException _) {
            // PostgreSQL is away.
            reset(node);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException _) {
            // It is gone already.
        }
    }

    /** One connection, message by message on the way up, as it comes on the way down. */
    private final class Wire {
        private final Socket node;
        private final Socket server;
        private final Set<String> commits = new HashSet<>();
        private volatile boolean listens;

        Wire(Socket node, Socket server) throws IOException {
            this.node = node;
            this.server = server;
            node.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        boolean listens() {
            return listens;
        }

        void cut() {
            wires.remove(this);
            reset(node);
            try {
                // Not reset: what is on its way arrives.
                server.close();
            } catch (IOException _) {
                // It is gone already.
            }
        }

        void up() {
            try (var in = new DataInputStream(new BufferedInputStream(node.getInputStream(), 16_384));
                    var out = new DataOutputStream(new BufferedOutputStream(server.getOutputStream(), 16_384))) {
                greet(in, out);
                boolean lost = false;
                for (int type = in.read(); type >= 0; type = in.read()) {
                    byte[] body = in.readNBytes(in.readInt() - 4);
                    if (isCommit(type, body) && lasts(losingUntil) && oneIn(LOST)) {
                        commitsLost.incrementAndGet();
                        if (oneIn(2)) {
                            return;
                        }
                        lost = true;
                    }
                    holdUp();
                    out.write(type);
                    out.writeInt(body.length + 4);
                    out.write(body);
                    if (in.available() == 0) {
                        out.flush();
                        if (lost) {
                            return;
                        }
                    }
                }
            } catch (IOException _) {
                // Whatever ends a connection.
            } finally {
                cut();
            }
        }

        private void greet(DataInputStream in, DataOutputStream out) throws IOException {
            int kind;
            do {
                int length = in.readInt();
                byte[] body = in.readNBytes(length - 4);
                kind = ByteBuffer.wrap(body).getInt();
                notes(body);
                out.writeInt(length);
                out.write(body);
                out.flush();
            } while (kind == SSL_REQUEST || kind == GSS_REQUEST);
        }

        /** Its name is told with the greeting, or in a statement after it. */
        private void notes(byte[] body) throws IOException {
            if (!listens && new String(body, StandardCharsets.UTF_8).contains(Portal.LISTENING)) {
                listens = true;
            }
            if (listens && lasts(deafUntil)) {
                throw new IOException("deaf");
            }
        }

        private boolean isCommit(int type, byte[] body) throws IOException {
            switch (type) {
                case 'P' -> {
                    notes(body);
                    String name = text(body, 0);
                    if (text(body, name.length() + 1).equalsIgnoreCase("COMMIT")) {
                        commits.add(name);
                    } else {
                        commits.remove(name);
                    }
                }
                case 'B' -> {
                    return commits.contains(text(body, text(body, 0).length() + 1));
                }
                case 'Q' -> notes(body);
                default -> {
                    // Nothing to know of it.
                }
            }
            return false;
        }

        private static String text(byte[] body, int from) {
            int to = from;
            while (body[to] != 0) {
                to++;
            }
            // One character a byte: its length is asked for.
            return new String(body, from, to - from, StandardCharsets.ISO_8859_1);
        }

        void down() {
            byte[] buffer = new byte[16_384];
            try (InputStream in = server.getInputStream();
                    OutputStream out = node.getOutputStream()) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    holdUp();
                    out.write(buffer, 0, n);
                }
            } catch (IOException _) {
                // Whatever ends a connection.
            } finally {
                cut();
            }
        }

        private void holdUp() {
            while (listens && lasts(heldUpUntil)) {
                LockSupport.parkNanos(STEP);
            }
        }
    }

    private static boolean oneIn(int many) {
        return ThreadLocalRandom.current().nextInt(many) == 0;
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut(_ -> true);
    }
}
