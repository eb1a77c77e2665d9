package org.rostrum.benchmark.room;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client with a socket into the room. What it reads is counted where it lies; nothing is made of it. */
final class Listener {

    /** A frame of the room names it first, in 36 characters; then comes what the frame holds. */
    private static final int AT_KIND = 48;

    private static final int AT_ERROR = 2;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int COMPRESSED = 0x40;
    private static final int MASKED = 0x80;
    private static final int LONGEST_CONTROL = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int SMALL_BUFFER = 32 * 1024;

    /** As the pages' own client waits, src/main/resources/static/js/live.js. */
    private static final double FIRST_WAIT = 500;

    private static final double LONGEST_WAIT = 15_000;

    private enum State {
        AWAY,
        SHAKING_HANDS,
        CATCHING_UP,
        IN
    }

    final boolean silent;

    private final int number;
    private final Errand.Connect how;
    private final Ears ears;
    private final @Nullable ByteArrayOutputStream kept;

    private State state = State.AWAY;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private int attempts;
    private long waitsUntil;

    private final StringBuilder head = new StringBuilder();
    private int headerBytes;
    private int lengthBytes;
    private int opcode;
    private long length;
    private long at;
    private boolean ofPeople;
    private byte @Nullable [] ping;

    private int letters;
    private int digits = -1;
    private int message;

    /** Events since the client came in for the first time, and a number that their order makes. */
    private long received;

    private long order;

    Listener(int number, Errand.Connect how, Ears ears, boolean kept) {
        this.number = number;
        this.how = how;
        this.ears = ears;
        this.silent = number >= how.clients() - how.silent();
        this.kept = kept ? new ByteArrayOutputStream() : null;
    }

    long received() {
        return received;
    }

    long order() {
        return order;
    }

    boolean isIn() {
        return state == State.IN;
    }

    boolean isAway() {
        return state == State.AWAY;
    }

    boolean isDue(long now) {
        return state == State.AWAY && now - waitsUntil >= 0;
    }

    // --- Coming in --------------------------------------------------------------------------------------------------

    void connect(Selector selector) {
        try {
            SocketChannel opening = SocketChannel.open();
            opening.configureBlocking(false);
            opening.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (silent) {
                opening.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
            }
            channel = opening;
            state = State.SHAKING_HANDS;
            head.setLength(0);
            headerBytes = 0;
            lengthBytes = 0;
            at = 0;
            length = 0;
            letters = 0;
            digits = -1;
            key = opening.register(selector, SelectionKey.OP_CONNECT, this);
            if (opening.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), how.port()))) {
                shakeHands(opening);
            }
        } catch (IOException e) {
            lose("could not connect: " + e.getMessage(), false);
        }
    }

    private void shakeHands(SocketChannel to) throws IOException {
        String request = "GET /api/v1/live HTTP/1.1\r\nHost: localhost:" + how.port()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                + "\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: rostrum.v1"
                + "\r\nAuthorization: Bearer " + Errand.token(number)
                + (how.deflate() ? "\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits" : "")
                + "\r\n\r\n";
        to.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        interest(SelectionKey.OP_READ);
    }

    private void watch() throws IOException {
        state = State.CATCHING_UP;
        String watch = "{\"watch\":\"" + how.room() + "\",\"after\":" + (how.after() + received) + "}";
        send(TEXT, watch.getBytes(StandardCharsets.UTF_8));
    }

    /** Short enough to go out at once; masked with zeros, which are as good as any to a server. */
    private void send(int as, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(6 + payload.length);
        frame.put((byte) (MASKED | as)).put((byte) (MASKED | payload.length));
        frame.putInt(0).put(payload).flip();
        if (channel != null) {
            channel.write(frame);
        }
    }

    // --- What comes in ----------------------------------------------------------------------------------------------

    void ready(ByteBuffer buffer) {
        SocketChannel from = channel;
        if (from == null) {
            return;
        }
        try {
            if (from.isConnectionPending()) {
                if (from.finishConnect()) {
                    shakeHands(from);
                }
                return;
            }
            buffer.clear();
            int count = from.read(buffer);
            if (count < 0) {
                lose("the server closed the connection", state == State.SHAKING_HANDS);
                return;
            }
            ears.bytes += count;
            buffer.flip();
            read(buffer, System.nanoTime());
        } catch (IOException e) {
            lose(String.valueOf(e.getMessage()), false);
        }
    }

    private void read(ByteBuffer in, long now) throws IOException {
        if (state == State.SHAKING_HANDS && !readHead(in)) {
            return;
        }
        while (in.hasRemaining() && channel != null) {
            if (headerBytes < 2 || lengthBytes > 0) {
                readHeader(in.get() & 0xff);
                if (headerBytes >= 2 && lengthBytes == 0 && length == 0) {
                    endFrame();
                }
                continue;
            }
            int some = (int) Math.min(length - at, in.remaining());
            int from = in.position();
            if (opcode == TEXT) {
                scan(in, from, from + some, now);
            } else {
                readControl(in, from, some);
            }
            in.position(from + some);
            at += some;
            if (at == length) {
                endFrame();
            }
        }
    }

    /** @return whether the answer to the handshake is there, and says yes */
    private boolean readHead(ByteBuffer in) throws IOException {
        while (in.hasRemaining()) {
            head.append((char) in.get());
            int length = head.length();
            if (head.charAt(length - 1) == '\n' && length >= 4 && head.charAt(length - 3) == '\n') {
                if (head.indexOf(" 101 ") < 0) {
                    lose(head.substring(0, head.indexOf("\r")), true);
                    return false;
                }
                watch();
                return true;
            }
        }
        return false;
    }

    private void readHeader(int next) {
        if (headerBytes == 0) {
            opcode = next & 0xf;
            if ((next & COMPRESSED) != 0) {
                ears.trouble("a compressed frame, which this load cannot read");
            }
        } else if (headerBytes == 1) {
            int said = next & 0x7f;
            lengthBytes = said == TWO_BYTES ? 2 : said == EIGHT_BYTES ? 8 : 0;
            length = lengthBytes == 0 ? said : 0;
        } else {
            length = length << 8 | next;
            lengthBytes--;
        }
        headerBytes++;
    }

    /** Looks at every eighth byte only: there is none of a message's letters between two that are not. */
    private void scan(ByteBuffer in, int from, int end, long now) {
        kind(in, from, end);
        if (kept != null) {
            for (int i = from; i < end; i++) {
                kept.write(in.get(i));
            }
        }
        int i = from;
        while (i < end) {
            if (digits >= 0) {
                message = message << 4 | Character.digit(in.get(i++), 16);
                if (++digits == Board.DIGITS) {
                    digits = -1;
                    letters = 0;
                    heard(message, now);
                }
                continue;
            }
            if (letters == 0) {
                while (end - i >= Board.RUN && in.get(i + Board.RUN - 1) != Board.LETTER) {
                    i += Board.RUN;
                }
                if (i == end) {
                    return;
                }
            }
            if (in.get(i) == Board.LETTER) {
                letters++;
                i++;
            } else if (letters >= Board.RUN) {
                digits = 0;
                message = 0;
            } else {
                letters = 0;
                i++;
            }
        }
    }

    private void kind(ByteBuffer in, int from, int end) {
        long error = from + AT_ERROR - at;
        if (error >= from && error < end && in.get((int) error) == 'e') {
            ears.trouble("a client was told of an error");
        }
        long kind = from + AT_KIND - at;
        if (kind >= from && kind < end) {
            ofPeople = in.get((int) kind) == 'p';
        }
    }

    private void heard(int message, long now) {
        received++;
        order = order * 31 + message;
        if (!silent) {
            ears.heard(message, now);
        }
    }

    private void readControl(ByteBuffer in, int from, int some) throws IOException {
        byte[] content = ping == null ? new byte[LONGEST_CONTROL] : ping;
        ping = content;
        in.get(from, content, (int) at, some);
    }

    private void endFrame() throws IOException {
        if (opcode == PING) {
            byte[] content = new byte[(int) length];
            if (ping != null) {
                System.arraycopy(ping, 0, content, 0, content.length);
            }
            send(PING + 1, content);
        } else if (opcode == CLOSE) {
            String reason = ping == null || length < 2
                    ? ""
                    : " " + (((ping[0] & 0xff) << 8) | (ping[1] & 0xff)) + " "
                            + new String(ping, 2, (int) length - 2, StandardCharsets.UTF_8);
            lose("the server said goodbye:" + reason, false);
        } else if (opcode == TEXT) {
            if (kept != null) {
                ears.frame(kept.toByteArray());
                kept.reset();
            }
            if (ofPeople && state == State.CATCHING_UP) {
                state = State.IN;
                attempts = 0;
                ears.camesIn();
            }
        }
        headerBytes = 0;
        at = 0;
        length = 0;
        ofPeople = false;
    }

    // --- Going ------------------------------------------------------------------------------------------------------

    private void lose(String why, boolean refused) {
        boolean wasIn = state == State.IN;
        leave();
        ears.lost(this, wasIn, refused, why);
        double longest = Math.min(LONGEST_WAIT, FIRST_WAIT * Math.pow(2, attempts));
        double random = ThreadLocalRandom.current().nextDouble();
        double wait = attempts == 0 ? FIRST_WAIT * random : FIRST_WAIT + (longest - FIRST_WAIT) * random;
        attempts++;
        waitsUntil = System.nanoTime() + (long) (wait * TimeUnit.MILLISECONDS.toNanos(1));
    }

    void leave() {
        state = State.AWAY;
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            ears.trouble(String.valueOf(e.getMessage()));
        }
        channel = null;
        key = null;
    }

    /** Stops reading, or goes on. */
    void silence(boolean now) {
        interest(now ? 0 : SelectionKey.OP_READ);
    }

    private void interest(int in) {
        if (key != null && key.isValid()) {
            key.interestOps(in);
        }
    }
}
