package org.rostrum.exactness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection to a node, by hand: it is read as slowly as one likes, and cut at any moment. */
final class Cable implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket = new Socket();
    private boolean chunked;
    private final DataInputStream in;

    /** @param window how much the system takes in for whoever does not read */
    Cable(int port, int window) throws IOException {
        try {
            socket.setReceiveBufferSize(window);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 4_096));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    void request(String line, Map<String, String> headers, @Nullable String body) throws IOException {
        socket.getOutputStream().write(bytes(line, headers, body));
    }

    /** The beginning of a request, whose end never comes. */
    void requestInPart(String line, Map<String, String> headers, String body, double part) throws IOException {
        byte[] all = bytes(line, headers, body);
        socket.getOutputStream().write(all, 0, (int) (part * all.length));
    }

    private static byte[] bytes(String line, Map<String, String> headers, @Nullable String body) {
        StringBuilder request = new StringBuilder(line).append(" HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        if (body != null) {
            request.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        return request.append("\r\n")
                .append(body == null ? "" : body)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** @return the status of the answer; of its headers only the one matters that says how the rest comes */
    int status() throws IOException {
        String status = line();
        for (String header = line(); !header.isEmpty(); header = line()) {
            chunked |= header.equalsIgnoreCase("Transfer-Encoding: chunked");
        }
        return Integer.parseInt(status, 9, 12, 10);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** @return everything up to the end of the connection */
    String rest() throws IOException {
        return new String(chunked ? chunks() : in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private byte[] chunks() throws IOException {
        var all = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            byte[] chunk = in.readNBytes(size);
            if (chunk.length < size) {
                throw new EOFException("half a chunk");
            }
            all.writeBytes(chunk);
            line();
        }
        return all.toByteArray();
    }

    // --- As a WebSocket ----------------------------------------------------------------------------------------------

    void send(String text) throws IOException {
        send(0x1, text.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized void send(int opcode, byte[] payload) throws IOException {
        if (payload.length > 125) {
            throw new IllegalArgumentException("Frames of ours are short");
        }
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) (0x80 | opcode);
        frame[1] = (byte) (0x80 | payload.length);
        // A mask of zeros leaves the payload as it is.
        System.arraycopy(payload, 0, frame, 6, payload.length);
        socket.getOutputStream().write(frame);
    }

    /** What the server closed a socket with. */
    static final class Closed extends IOException {
        final int code;

        Closed(int code) {
            super("closed with " + code);
            this.code = code;
        }
    }

    /** @return the next text; pings are answered on the way */
    String text() throws IOException {
        StringBuilder text = new StringBuilder();
        while (true) {
            int first = in.readUnsignedByte();
            // Not readNBytes, which takes the part that came before a cut for all there is.
            byte[] payload = new byte[length()];
            in.readFully(payload);
            switch (first & 0x0F) {
                case 0x0, 0x1 -> {
                    text.append(new String(payload, StandardCharsets.UTF_8));
                    if ((first & 0x80) != 0) {
                        return text.toString();
                    }
                }
                case 0x8 ->
                    throw new Closed(payload.length < 2 ? 1005 : (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF));
                case 0x9 -> send(0xA, payload);
                default -> throw new EOFException("frame " + first);
            }
        }
    }

    private int length() throws IOException {
        int length = in.readUnsignedByte();
        return switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> Math.toIntExact(in.readLong());
            default -> length;
        };
    }

    /** Without a word, as a network that is gone. */
    void cut() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException _) {
            // It is gone already.
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone already.
        }
    }
}
