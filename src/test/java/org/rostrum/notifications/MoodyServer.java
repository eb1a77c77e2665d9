package org.rostrum.notifications;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * An SMTP server that answers as a test wants it to: real sockets, and a reply for each line that a client sends. What it
 * says 250 to at the end of DATA, it has received.
 */
final class MoodyServer implements AutoCloseable {

    private final ServerSocket socket;
    private final UnaryOperator<String> mood;
    private final List<String> received = new CopyOnWriteArrayList<>();

    /** @param mood what to answer to a line, or to "." at the end of a mail; empty for the usual, "hang up" for nothing */
    MoodyServer(UnaryOperator<String> mood) {
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.mood = mood;
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** As they came over the wire. */
    List<String> received() {
        return received;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client;
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            say(client, "220 moody.example");
            StringBuilder mail = null;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (mail != null && !line.equals(".")) {
                    mail.append(line).append("\r\n");
                    continue;
                }
                String answer = mood.apply(line);
                if (answer.equals("hang up")) {
                    return;
                }
                if (answer.isEmpty()) {
                    answer = line.equals("DATA") ? "354 go on" : line.equals("QUIT") ? "221 bye" : "250 ok";
                }
                if (mail != null && answer.startsWith("250")) {
                    received.add(mail.toString());
                }
                mail = answer.startsWith("354") ? new StringBuilder() : null;
                say(client, answer);
            }
        } catch (IOException _) {
            // The client is gone.
        }
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
