package org.rostrum.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.rostrum.testing.Body.Gathering;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that somebody runs against the portal, with their token. */
public class Client {

    static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;
    private final String token;

    public Client(int port, Cast person) {
        this(port, person.token());
    }

    public Client(int port, Newcomer person) {
        this(port, person.token());
    }

    private Client(int port, String token) {
        this.port = port;
        this.token = token;
    }

    /** An answer with its body read as JSON; null where there is none. */
    public record Answer(int status, @Nullable JsonNode body, HttpResponse<String> response) {

        public JsonNode json() {
            if (body == null) {
                throw new AssertionError("No body, status " + status);
            }
            return body;
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token);
    }

    private static Answer answer(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(), response.body().isEmpty() ? null : JSON.readTree(response.body()), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public Answer get(String path) {
        return answer(to(path).build());
    }

    public Answer put(String path, String body) {
        return answer(to(path).header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    public Answer post(String path, @Nullable String key, String body) {
        HttpRequest.Builder request =
                to(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return answer(request.build());
    }

    /** Sends a file as a browser's form would. */
    public Answer uploads(String path, String fileName, byte[] content) {
        String boundary = "rostrum-" + UUID.randomUUID();
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        return answer(to(path).header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofString(head),
                        HttpRequest.BodyPublishers.ofByteArray(content),
                        HttpRequest.BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")))
                .build());
    }

    /** Says something in the meeting's own thread. */
    public Answer says(Gathering meeting, String text) {
        return says(meeting, text, UUID.randomUUID().toString());
    }

    public Answer says(Gathering meeting, String text, String key) {
        return post(
                "/api/v1/rooms/" + meeting.room() + "/messages",
                key,
                JSON.writeValueAsString(new NewMessage(null, text)));
    }

    private record NewMessage(@Nullable UUID thread, String text) {}

    /** @return the seqs of the whole log as the API gives it, page by page */
    public List<JsonNode> log(Gathering meeting) {
        List<JsonNode> events = new ArrayList<>();
        JsonNode page;
        do {
            long after = events.isEmpty() ? 0 : events.getLast().get("seq").longValue();
            page = get("/api/v1/rooms/" + meeting.room() + "/events?limit=500&after=" + after)
                    .json();
            page.get("items").forEach(events::add);
        } while (!events.isEmpty()
                && page.get("last").longValue() > events.getLast().get("seq").longValue());
        return events;
    }

    /** Opens a live socket. */
    public Live live() {
        return live(HTTP.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .subprotocols("rostrum.v1"));
    }

    public Live live(WebSocket.Builder handshake) {
        Live live = new Live();
        live.connected(handshake
                .buildAsync(URI.create("ws://localhost:" + port + "/api/v1/live"), live)
                .join());
        return live;
    }

    /** @return the status with which a handshake is refused; 101 where it is not */
    public int handshake(WebSocket.Builder handshake) {
        try {
            live(handshake).close();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    public static WebSocket.Builder handshake() {
        return HTTP.newWebSocketBuilder();
    }
}
