package org.rostrum.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.testing.Body.Gathering;
import tools.jackson.databind.JsonNode;

/** One open live socket and everything that came in on it. */
public class Live implements WebSocket.Listener, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile @Nullable WebSocket socket;
    private final AtomicInteger pongs = new AtomicInteger();
    private volatile int closeCode;
    private volatile @Nullable Throwable failure;

    void connected(WebSocket opened) {
        socket = opened;
    }

    public WebSocket socket() {
        return Objects.requireNonNull(socket);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(Client.JSON.readTree(partial.toString()));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        pongs.incrementAndGet();
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        closeCode = statusCode;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        failure = error;
    }

    public void sends(String frame) {
        socket().sendText(frame, true).join();
    }

    public Live watches(Gathering meeting, long after) {
        sends("{\"watch\":\"" + meeting.room() + "\",\"after\":" + after + "}");
        return this;
    }

    /** @param thread null for no longer */
    public void types(Gathering meeting, @Nullable String thread) {
        sends("{\"typing\":\"" + meeting.room() + "\",\"thread\":" + (thread == null ? null : "\"" + thread + "\"")
                + "}");
    }

    /** Watches, and waits until the server says that from here on it is live. */
    public Live joins(Gathering meeting, long after) {
        int before = presences().size();
        watches(meeting, after);
        await().atMost(PATIENCE).until(() -> presences().size() > before);
        return this;
    }

    public List<JsonNode> presences() {
        return with("presence");
    }

    /** Each time the room was told who is writing. */
    public List<JsonNode> writing() {
        return with("writing");
    }

    /** Waits until the last word on who is writing is this one: "Dana Sample, Carla Sample +2"; empty for nobody. */
    public void awaitsWriting(String who) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(writing())
                        .last()
                        .satisfies(last -> assertThat(words(last)).isEqualTo(who)));
    }

    private static String words(JsonNode writing) {
        return writing.valueStream()
                .map(one -> one.get("people")
                                .valueStream()
                                .map(person -> person.get("name").stringValue())
                                .collect(Collectors.joining(", "))
                        + (one.get("more").intValue() == 0
                                ? ""
                                : " +" + one.get("more").intValue()))
                .collect(Collectors.joining("; "));
    }

    public List<JsonNode> errors() {
        return with("error");
    }

    private List<JsonNode> with(String name) {
        return frames.stream()
                .filter(frame -> frame.has(name))
                .map(frame -> frame.get(name))
                .toList();
    }

    /** Every event that came in, in the order in which it came. */
    public List<JsonNode> events() {
        List<JsonNode> events = new ArrayList<>();
        with("events").forEach(frame -> frame.forEach(events::add));
        return events;
    }

    public List<Long> seqs() {
        return events().stream().map(event -> event.get("seq").longValue()).toList();
    }

    public int frames() {
        return with("events").size();
    }

    /** Waits until an event of this number has come in. */
    public Live awaits(long seq) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(seqs()).contains(seq));
        return this;
    }

    /** Waits until so many people are said to be here. */
    public JsonNode awaitsPeople(long people) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(presences())
                        .last()
                        .satisfies(presence ->
                                assertThat(presence.get("people").longValue()).isEqualTo(people)));
        return presences().getLast();
    }

    public void awaitsPong() {
        await().atMost(PATIENCE).until(() -> pongs.get() > 0);
    }

    public JsonNode awaitsError() {
        await().atMost(PATIENCE).until(() -> !errors().isEmpty());
        return errors().getLast();
    }

    /** @return the code the server closed with; 1006 where the connection just broke */
    public int awaitsClose() {
        await().atMost(PATIENCE).until(() -> closeCode != 0 || failure != null);
        return closeCode == 0 ? 1006 : closeCode;
    }

    public boolean isOpen() {
        return closeCode == 0 && failure == null;
    }

    /** Cuts the connection without a word. */
    public void breaks() {
        socket().abort();
    }

    @Override
    public void close() {
        socket().abort();
    }
}
