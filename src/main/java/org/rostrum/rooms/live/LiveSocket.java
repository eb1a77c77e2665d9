package org.rostrum.rooms.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Pass;
import org.rostrum.access.Viewer;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * One client. What it sends comes through Spring's session. What goes to it is handed to Jetty's core session below,
 * because Spring's waits for each write, and every layer encodes for each client again. Sending never waits: while a
 * write is under way, frames queue up to a limit in bytes, and a client that does not keep up is closed; it comes back
 * and reads what it missed from the log.
 */
final class LiveSocket extends AbstractWebSocketHandler implements Callback {

    /** How many waiting frames are handed to Jetty at once, to leave in one system call. */
    private static final int GATHER = 16;

    private static final CloseStatus TOO_SLOW =
            CloseStatus.SERVICE_OVERLOAD.withReason("You read too slowly; come back and catch up");

    private static final CloseStatus TOO_MUCH =
            CloseStatus.POLICY_VIOLATION.withReason("You send too much; come back in a minute");

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(LiveSocket.class);

    private final Pass pass;
    private final LiveSockets sockets;
    private final long limit;
    private final long costOfAFrame;
    private volatile Viewer viewer;
    private volatile @Nullable CoreSession core;
    private volatile long lastHeard = System.nanoTime();
    private volatile long lastPinged = lastHeard;

    /** Until when what it sent is paid for, a little for each frame: at most a minute ahead, so a minute's may come at once. */
    private long paidUntil = lastHeard - MINUTE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition drained = lock.newCondition();
    private final ArrayDeque<Encoded> waiting = new ArrayDeque<>(0);
    private final Map<RoomId, Watcher> watched = new HashMap<>(2);
    private int inFlight;
    private long inFlightBytes;
    private long unsent;
    private boolean closing;
    private long closingSince;

    LiveSocket(Pass pass, Viewer viewer, LiveSockets sockets, RoomSettings settings) {
        this.pass = pass;
        this.viewer = viewer;
        this.sockets = sockets;
        this.limit = settings.backlog().toBytes();
        this.costOfAFrame = MINUTE / settings.framesPerMinute();
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

    // --- What comes in: the next message is handed over when this one was dealt with --------------------------------

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        core = LiveHandshake.core((NativeWebSocketSession) session);
        sockets.opened(this);
    }

    @Override
    public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws Exception {
        long now = System.nanoTime();
        lastHeard = now;
        paidUntil = Math.max(paidUntil, now - MINUTE) + costOfAFrame;
        if (paidUntil > now) {
            close(TOO_MUCH);
        } else {
            super.handleMessage(session, message);
        }
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
        sockets.request(this, message.getPayload());
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
        sockets.refuse(this, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send text frames that hold JSON, not binary.");
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable cause) {
        LOG.debug("Live socket of {} failed", pass.person(), cause);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        lock.lock();
        try {
            closing = true;
            waiting.clear();
            drained.signalAll();
        } finally {
            lock.unlock();
        }
        sockets.closed(this);
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
            close(TOO_SLOW);
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

    void close(CloseStatus why) {
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
        session().close(why.getCode(), why.getReason(), Callback.NOOP);
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
