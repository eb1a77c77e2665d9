package org.rostrum.web;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections that send a request's line and headers too slowly. Jetty ends those that are silent, but each byte
 * begins the silence anew, and it has no limit for the whole: a byte every half minute would hold a connection for ever,
 * and a few thousand of them would keep everybody else out. What is behind the headers is read by who waits for it.
 */
final class SlowHeads extends AbstractLifeCycle implements Connection.Listener {

    private static final long LOOK_MILLIS = 1000;

    private final Scheduler scheduler;
    private final long within;
    private final Map<HttpConnection, Seen> open = new ConcurrentHashMap<>();

    /**
     * When a connection was last seen not to be within a request's head, and what it had sent by then.
     *
     * @param requests how many of them it had begun
     */
    private record Seen(long bytes, long requests, long at) {

        static Seen now(HttpConnection connection) {
            return new Seen(connection.getBytesIn(), connection.getMessagesIn(), System.nanoTime());
        }

        /** Whether it is within the head of one request since: line ends before the first word are part of it, too. */
        boolean isSameHead(Seen now, HttpParser.State state) {
            return now.requests == requests
                    && (state == HttpParser.State.START
                            ? now.bytes > bytes
                            : state.compareTo(HttpParser.State.CONTENT) < 0);
        }
    }

    SlowHeads(Scheduler scheduler, Duration within) {
        this.scheduler = scheduler;
        this.within = within.toNanos();
    }

    /** A connection that became a socket is closed as one that speaks HTTP. */
    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof HttpConnection http) {
            open.put(http, Seen.now(http));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof HttpConnection http) {
            open.remove(http);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        lookLater();
    }

    private void lookLater() {
        scheduler.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        open.forEach((connection, seen) -> {
            Seen now = Seen.now(connection);
            if (!seen.isSameHead(now, connection.getParser().getState())) {
                // Only where it is still open, or a closed one would stay here.
                open.replace(connection, now);
            } else if (now.at() - seen.at() > within) {
                connection.getEndPoint().close();
            }
        });
        if (isRunning() || isStarting()) {
            lookLater();
        }
    }
}
