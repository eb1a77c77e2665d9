package org.rostrum.benchmark.room;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One connection that is kept for many requests, one after the other. */
final class Caller {

    private static final int LARGEST_ANSWER = 1 << 20;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_CHUNKS = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "\r\ncontent-length: ".getBytes(StandardCharsets.US_ASCII);

    /** What is sent each time, but for the message's number. */
    private final byte[] request;

    private final int[] numberAt;
    private final InetSocketAddress server;
    private final ByteBuffer out;
    private final ByteBuffer in = ByteBuffer.allocate(LARGEST_ANSWER);
    private SocketChannel channel = SocketChannel.open();

    /** The message that is under way, and when it was to be sent. */
    int message;

    long scheduled;

    /** When to try again; 0 while there is nothing to try again. */
    long againAt;

    /** @param numberAt where in the request the message's number stands */
    Caller(int port, byte[] request, int... numberAt) throws IOException {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.request = request;
        this.numberAt = numberAt;
        this.out = ByteBuffer.allocateDirect(request.length);
        channel.close();
    }

    void begin(int message, long scheduled) {
        this.message = message;
        this.scheduled = scheduled;
        for (int at : numberAt) {
            Board.number(request, at, message);
        }
    }

    /** Sends it, for the first time or again. */
    void send(Selector selector) throws IOException {
        againAt = 0;
        in.clear();
        out.clear().put(request).flip();
        if (!channel.isOpen()) {
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(server);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }
        while (out.hasRemaining()) {
            if (channel.write(out) == 0) {
                // A request is small: what does not fit is a server that has long stopped reading.
                throw new IOException("the server does not read");
            }
        }
    }

    /** @return the answer's status when it is there; 0 before */
    int read() throws IOException {
        int count = channel.read(in);
        if (count < 0) {
            throw new IOException("the server closed the connection");
        }
        int end = find(END_OF_HEAD, 0, in.position());
        if (end < 0) {
            return 0;
        }
        int length = find(LENGTH, 0, end);
        if (length >= 0) {
            int expected = 0;
            for (int i = length + LENGTH.length; in.get(i) >= '0' && in.get(i) <= '9'; i++) {
                expected = 10 * expected + in.get(i) - '0';
            }
            if (in.position() < end + END_OF_HEAD.length + expected) {
                return 0;
            }
        } else if (find(END_OF_CHUNKS, in.position() - END_OF_CHUNKS.length, in.position()) < 0) {
            return 0;
        }
        return 100 * (in.get(9) - '0') + 10 * (in.get(10) - '0') + in.get(11) - '0';
    }

    int bytes() {
        return in.position();
    }

    String answer() {
        return new String(in.array(), 0, Math.min(in.position(), 600), StandardCharsets.UTF_8);
    }

    private int find(byte[] what, int from, int end) {
        for (int i = Math.max(0, from); i + what.length <= end; i++) {
            int n = 0;
            while (n < what.length && (in.get(i + n) | (what[n] >= 'a' ? 0x20 : 0)) == what[n]) {
                n++;
            }
            if (n == what.length) {
                return i;
            }
        }
        return -1;
    }

    void close() throws IOException {
        channel.close();
    }
}
