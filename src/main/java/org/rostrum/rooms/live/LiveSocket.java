package org.rostrum.rooms.live;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Pass;
import org.rostrum.access.Viewer;
import org.rostrum.rooms.RoomId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * One client. It sits on Jetty's core session, without the layers between, because a room of ten thousand has ten
 * thousand of these. Sending never waits: while a write is under way, frames queue up to a limit in bytes, and a client
 * that does not keep up is closed; it comes back and reads what it missed from the log.
 */
final class LiveSocket implements FrameHandler, Callback {

    /** More than the largest frame may come in without a word, but not for ever. */
    private static final int LARGEST_DISCARDED = 16 * Wire.LARGEST_FRAME;

    /** How many waiting frames are handed to Jetty at once, to leave in one system call. */
    private static final int GATHER = 16;

    private static final Logger LOG = LoggerFactory.getLogger(LiveSocket.class);

    private final Pass pass;
    private final LiveSockets sockets;
    private final Executor handlers;
    private final long limit;
    private volatile Viewer viewer;
    private volatile @Nullable CoreSession core;
    private volatile long lastHeard = System.nanoTime();
    private volatile long lastPinged = lastHeard;

    /** Only what one frame after the other touches: Jetty hands over the next when the last was dealt with. */
    private @Nullable ByteArrayOutputStream partial;

    private byte partialKind;
    private long discarded;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition drained = lock.newCondition();
    private final ArrayDeque<Encoded> waiting = new ArrayDeque<>(0);
    private final Map<RoomId, Watcher> watched = new HashMap<>(2);
    private int inFlight;
    private long inFlightBytes;
    private long unsent;
    private boolean closing;
    private long closingSince;

    LiveSocket(Pass pass, Viewer viewer, LiveSockets sockets, Executor handlers, long limit) {
        this.pass = pass;
        this.viewer = viewer;
        this.sockets = sockets;
        this.handlers = handlers;
        this.limit = limit;
    }

    Pass pass() {
        return pass;
    }

    Viewer viewer() {
        return viewer;
    }

    void nowIs(Viewer viewer) {
        this.viewer = viewer;
    }

    // --- What comes in ---------------------------------------------------------------------------------------------

    @Override
    public void onOpen(CoreSession session, Callback callback) {
        core = session;
        sockets.opened(this);
        callback.succeeded();
        session.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        lastHeard = System.nanoTime();
        CoreSession session = session();
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> piece(session, frame, callback);
            case OpCode.PING -> {
                // The next frame is asked for when the answer has left: who pings without reading waits for himself.
                ByteBuffer echo = ByteBuffer.allocate(frame.getPayloadLength());
                echo.put(frame.getPayload().duplicate()).flip();
                callback.succeeded();
                session.sendFrame(
                        new Frame(OpCode.PONG, echo), Callback.from(session::demand, LiveSocket::ignored), false);
            }
            case OpCode.CLOSE -> callback.succeeded();
            default -> {
                callback.succeeded();
                session.demand();
            }
        }
    }

    private void piece(CoreSession session, Frame frame, Callback callback) {
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            partialKind = frame.getOpCode();
            partial = new ByteArrayOutputStream(Math.max(32, frame.getPayloadLength()));
            discarded = 0;
        }
        ByteArrayOutputStream soFar = partial;
        if (soFar == null || soFar.size() + frame.getPayloadLength() > Wire.LARGEST_FRAME) {
            partial = null;
            discarded += frame.getPayloadLength() + (soFar == null ? 0 : soFar.size());
        } else {
            byte[] bytes = new byte[frame.getPayloadLength()];
            frame.getPayload().duplicate().get(bytes);
            soFar.writeBytes(bytes);
        }
        boolean last = frame.isFin();
        callback.succeeded();
        if (discarded > LARGEST_DISCARDED) {
            close(CloseStatus.MESSAGE_TOO_LARGE, "A frame may hold 64 KB");
        } else if (last) {
            ByteArrayOutputStream whole = partial;
            partial = null;
            // On a thread that may wait for the database; Jetty's may not.
            handlers.execute(() -> {
                message(whole);
                session.demand();
            });
        } else {
            session.demand();
        }
    }

    private void message(@Nullable ByteArrayOutputStream whole) {
        try {
            if (whole == null) {
                sockets.refuse(this, HttpStatus.CONTENT_TOO_LARGE, "A frame may hold 64 KB.");
            } else if (partialKind == OpCode.BINARY) {
                sockets.refuse(this, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send text frames that hold JSON, not binary.");
            } else {
                sockets.request(
                        this,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(whole.toByteArray()))
                                .toString());
            }
        } catch (CharacterCodingException _) {
            close(CloseStatus.BAD_PAYLOAD, "A text frame must be UTF-8");
        } catch (RuntimeException e) {
            LOG.error("A request on a live socket failed", e);
            close(CloseStatus.SERVER_ERROR, "Something went wrong; come back");
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        LOG.debug("Live socket of {} failed", pass.person(), cause);
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        lock.lock();
        try {
            closing = true;
            waiting.clear();
            drained.signalAll();
        } finally {
            lock.unlock();
        }
        sockets.closed(this);
        callback.succeeded();
    }

    // --- What goes out ---------------------------------------------------------------------------------------------

    /** Sends, or queues while an earlier write is under way, or closes who does not keep up. Never waits. */
    void send(Encoded frame) {
        boolean now = false;
        lock.lock();
        try {
            if (closing) {
                return;
            }
            if (inFlight == 0) {
                now = true;
                inFlight = 1;
                inFlightBytes = frame.length();
                unsent = frame.length();
            } else if (unsent + frame.length() <= limit) {
                waiting.add(frame);
                unsent += frame.length();
                return;
            }
        } finally {
            lock.unlock();
        }
        if (now) {
            session().sendFrame(frame.frame(), this, false);
        } else {
            close(CloseStatus.TRY_AGAIN_LATER, "You read too slowly; come back and catch up");
        }
    }

    /** A frame has left. Jetty calls this within its own loop, so that what is sent here does not nest. */
    @Override
    public void succeeded() {
        List<Encoded> next;
        lock.lock();
        try {
            if (--inFlight > 0) {
                return;
            }
            unsent -= inFlightBytes;
            inFlightBytes = 0;
            if (waiting.isEmpty()) {
                next = List.of();
            } else {
                next = new ArrayList<>(Math.min(GATHER, waiting.size()));
                while (!waiting.isEmpty() && next.size() < GATHER) {
                    Encoded frame = waiting.remove();
                    inFlightBytes += frame.length();
                    next.add(frame);
                }
                inFlight = next.size();
            }
            if (unsent <= limit / 2) {
                drained.signalAll();
            }
        } finally {
            lock.unlock();
        }
        CoreSession session = session();
        for (Encoded frame : next) {
            session.sendFrame(frame.frame(), this, false);
        }
    }

    @Override
    public void failed(Throwable cause) {
        ignored(cause);
        session().abort();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** Waits until a good part of what was sent has left. For who feeds one socket from the log, never the fan-out. */
    void awaitDrained() throws InterruptedException {
        lock.lock();
        try {
            while (!closing && unsent > limit / 2) {
                drained.await();
            }
        } finally {
            lock.unlock();
        }
    }

    void close(int code, String reason) {
        lock.lock();
        try {
            if (closing) {
                return;
            }
            closing = true;
            closingSince = System.nanoTime();
            waiting.clear();
            drained.signalAll();
        } finally {
            lock.unlock();
        }
        session().close(code, reason, Callback.NOOP);
    }

    /**
     * Called every second or so: pings, and gives up on connections that show no life. What stalls never reads the
     * frame that says goodbye either, so a connection that was closed is cut a little later.
     */
    void tend(long now, long ping, long silence, long farewell) {
        boolean overdue;
        lock.lock();
        try {
            overdue = closing && closingSince != 0 && now - closingSince > farewell;
        } finally {
            lock.unlock();
        }
        if (overdue || now - lastHeard > silence) {
            session().abort();
        } else if (now - lastPinged > ping) {
            lastPinged = now;
            session().sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
        }
    }

    // --- What it watches -------------------------------------------------------------------------------------------

    /** @return false when the socket watches as many rooms as it may already, or is closing */
    boolean add(Watcher watcher, int most) {
        lock.lock();
        try {
            if (closing || watched.size() >= most) {
                return false;
            }
            watched.put(watcher.room(), watcher);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** @return whether it was watching, and no longer is */
    boolean remove(Watcher watcher) {
        lock.lock();
        try {
            return watched.remove(watcher.room(), watcher);
        } finally {
            lock.unlock();
        }
    }

    List<Watcher> watched() {
        lock.lock();
        try {
            return List.copyOf(watched.values());
        } finally {
            lock.unlock();
        }
    }

    private CoreSession session() {
        CoreSession session = core;
        if (session == null) {
            throw new IllegalStateException("not open yet");
        }
        return session;
    }

    private static void ignored(Throwable cause) {
        LOG.debug("A frame could not be sent", cause);
    }
}
