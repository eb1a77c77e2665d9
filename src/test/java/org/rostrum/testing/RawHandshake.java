package org.rostrum.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A live socket's handshake written by hand, for what a well-behaved client does not send. */
public class RawHandshake {

    private final int port;
    private final Map<String, String> headers = new LinkedHashMap<>();

    public RawHandshake(int port, Cast person) {
        this.port = port;
        with("Host", "localhost:" + port);
        with("Upgrade", "websocket");
        with("Connection", "Upgrade");
        with("Sec-WebSocket-Version", "13");
        with("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==");
        with("Authorization", "Bearer " + person.token());
    }

    public final RawHandshake with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public RawHandshake without(String name) {
        headers.remove(name);
        return this;
    }

    /** @return the answer's status line and headers */
    public String answer() throws IOException {
        try (Socket socket = connected()) {
            return head(socket);
        }
    }

    /** @return a socket that has just been upgraded, with the least of buffers */
    public Socket opened() throws IOException {
        Socket socket = connected();
        assertThat(head(socket)).startsWith("HTTP/1.1 101");
        return socket;
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        StringBuilder request = new StringBuilder("GET /api/v1/live HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("an answer after " + head).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
    }
}
