package org.rostrum.benchmark.room;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What cannot be had for less: takes a post, and writes one frame that was made once to everybody, on one thread, without
 * asking who it is or keeping anything. What was posted in one turn leaves in one frame.
 */
final class FanOut {

    private static final int LARGEST_REQUEST = 16 * 1024;
    private static final int LARGEST_FRAME = 8 << 20;
    private static final int BACKLOG = 1_000;
    private static final int HEADER = 10;
    private static final int TEXT = 0x81;
    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final String BY =
            "\",\"by\":{\"id\":\"019a0000-0000-7000-8000-000000000000\",\"name\":\"Bench Person 1\","
                    + "\"organization\":\"Bench Organisation 1\"},\"data\":{\"id\":\"019a0000-0000-7000-8000-000000000000\","
                    + "\"thread\":\"019a0000-0000-7000-8000-000000000000\",\"html\":null,";
    private static final byte[] START = ascii("{\"room\":\"019a0000-0000-7000-8000-000000000000\",\"events\":[");
    private static final byte[] END = ascii("]}");
    private static final ByteBuffer ACCEPTED =
            ByteBuffer.wrap(ascii("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"));

    /** The answer to the one key that the load sends. */
    private static final ByteBuffer UPGRADED = ByteBuffer.wrap(ascii("""
            HTTP/1.1 101 Switching Protocols\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Protocol: rostrum.v1\r
            Sec-WebSocket-Accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=\r
            \r
            """));

    private static final byte[] PRESENCE =
            ascii("{\"room\":\"019a0000-0000-7000-8000-000000000000\",\"presence\":{\"people\":1}}");

    private final Selector selector = Selector.open();
    private final ServerSocketChannel door = ServerSocketChannel.open();
    private final ByteBuffer input = ByteBuffer.allocateDirect(LARGEST_REQUEST);
    private final ByteBuffer frame = ByteBuffer.allocateDirect(LARGEST_FRAME);
    private final List<Peer> listeners = new ArrayList<>();
    private final List<Peer> toAnswer = new ArrayList<>();
    private long seq;

    private FanOut(int port) throws IOException {
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        door.configureBlocking(false);
        door.register(selector, SelectionKey.OP_ACCEPT);
    }

    private static final class Peer {
        final SocketChannel channel;
        final SelectionKey key;

        /** What came in of a request; nothing once it listens. */
        @Nullable StringBuilder request = new StringBuilder();

        final ArrayDeque<ByteBuffer> unsent = new ArrayDeque<>(0);

        Peer(SocketChannel channel, Selector selector) throws IOException {
            this.channel = channel;
            this.key = channel.register(selector, SelectionKey.OP_READ, this);
        }
    }

    /** @param args the port */
    static void main(String[] args) throws IOException {
        FanOut fanOut = new FanOut(Integer.parseInt(args[0]));
        System.out.println("ready");
        fanOut.serve();
    }

    private void serve() throws IOException {
        while (true) {
            frame.clear().position(HEADER).put(START);
            selector.select(this::ready);
            if (!toAnswer.isEmpty()) {
                frame.put(frame.position() - 1, END).position(frame.position() - 1 + END.length);
                send();
                for (Peer peer : toAnswer) {
                    write(peer, ACCEPTED.duplicate());
                }
                toAnswer.clear();
            }
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                for (SocketChannel came = door.accept(); came != null; came = door.accept()) {
                    came.configureBlocking(false);
                    came.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    Peer _ = new Peer(came, selector);
                }
                return;
            }
            Peer peer = (Peer) key.attachment();
            if (key.isWritable()) {
                writeMore(peer);
            }
            if (key.isReadable()) {
                read(peer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Peer peer) throws IOException {
        input.clear();
        int count;
        try {
            count = peer.channel.read(input);
        } catch (IOException _) {
            count = -1;
        }
        if (count < 0) {
            listeners.remove(peer);
            peer.channel.close();
            return;
        }
        StringBuilder request = peer.request;
        if (request == null) {
            // To watch, or to answer a ping, or to say goodbye; this one knows the first only.
            if ((input.get(0) & 0xf) == 1) {
                write(
                        peer,
                        ByteBuffer.allocate(2 + PRESENCE.length)
                                .put((byte) TEXT)
                                .put((byte) PRESENCE.length)
                                .put(PRESENCE)
                                .flip());
            }
            return;
        }
        input.flip();
        request.append(StandardCharsets.ISO_8859_1.decode(input));
        int head = request.indexOf("\r\n\r\n");
        if (head < 0) {
            return;
        }
        if (request.charAt(0) == 'G') {
            peer.request = null;
            listeners.add(peer);
            write(peer, UPGRADED.duplicate());
            return;
        }
        int from = request.indexOf("Content-Length: ") + "Content-Length: ".length();
        int length = Integer.parseInt(request, from, request.indexOf("\r", from), 10);
        if (request.length() >= head + 4 + length) {
            event(request.substring(head + 5, head + 4 + length));
            request.setLength(0);
            toAnswer.add(peer);
        }
    }

    /** @param data the posted object, from after its opening brace on */
    private void event(String data) {
        frame.put(ascii("{\"seq\":" + ++seq + ",\"type\":\"message.posted\",\"at\":\"2026-01-01T00:00:00.000Z" + BY
                + data + "},"));
    }

    private void send() throws IOException {
        int end = frame.position();
        int length = end - HEADER;
        int from;
        if (length < SHORT) {
            from = HEADER - 2;
            frame.put(from + 1, (byte) length);
        } else if (length <= 0xffff) {
            from = HEADER - 4;
            frame.put(from + 1, (byte) SHORT).putShort(from + 2, (short) length);
        } else {
            from = 0;
            frame.put(1, (byte) LONG).putLong(2, length);
        }
        frame.put(from, (byte) TEXT);
        for (Peer listener : listeners) {
            frame.limit(end).position(from);
            write(listener, frame);
        }
    }

    /** What does not fit is copied: the frame is made anew in the next turn. */
    private static void write(Peer peer, ByteBuffer bytes) {
        try {
            if (peer.unsent.isEmpty()) {
                peer.channel.write(bytes);
            }
        } catch (IOException _) {
            // It is noticed when it is read from.
            return;
        }
        if (bytes.hasRemaining()) {
            peer.unsent.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
            peer.key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    private static void writeMore(Peer peer) throws IOException {
        for (ByteBuffer next = peer.unsent.peek(); next != null; next = peer.unsent.peek()) {
            peer.channel.write(next);
            if (next.hasRemaining()) {
                return;
            }
            peer.unsent.remove();
        }
        peer.key.interestOps(SelectionKey.OP_READ);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
