package org.rostrum.rooms.live;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.rostrum.access.AccessNotices;
import org.rostrum.access.Viewers;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.RightsChanged;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * This node's ear: one connection of its own that LISTENs, because a pooled one would lose what it hears while it is
 * lent out. Notices are hints. Whatever was said while the connection was down is in the log, so after each connect
 * everything is read up.
 */
@Component
class Notices implements SmartLifecycle {

    /** How often it is asked whether this node still hears; what is not proved so lately is in doubt ({@link Ear}). */
    private static final long PROVED_EVERY = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int REPLY_MILLIS = 5_000;
    private static final int FIRST_WAIT_MILLIS = 100;
    private static final int LONGEST_WAIT_MILLIS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final JdbcConnectionDetails database;
    private final RoomFeeds feeds;
    private final LiveSockets sockets;
    private final Typing typing;
    private final Viewers viewers;
    private volatile boolean running;
    private volatile @Nullable Connection connection;
    private @Nullable Thread thread;

    Notices(JdbcConnectionDetails database, RoomFeeds feeds, LiveSockets sockets, Typing typing, Viewers viewers) {
        this.database = database;
        this.feeds = feeds;
        this.sockets = sockets;
        this.typing = typing;
        this.viewers = viewers;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("listen").start(this::listen);
    }

    private void listen() {
        int wait = FIRST_WAIT_MILLIS;
        while (running) {
            try (Connection opened = connect()) {
                connection = opened;
                wait = FIRST_WAIT_MILLIS;
                long since = System.nanoTime();
                // First who may still listen, then what there is to hear: rights may have been taken meanwhile.
                sockets.recheckAllNow();
                feeds.hearing(since);
                hear(opened);
            } catch (SQLException | DataAccessException | TransactionException e) {
                if (!running) {
                    return;
                }
                LOG.warn("Not listening to the database: {}", e.getMessage());
            } finally {
                feeds.deaf();
            }
            try {
                // Spread, so that the nodes of a cluster do not all knock at once.
                Thread.sleep(ThreadLocalRandom.current().nextLong(wait / 2, wait));
            } catch (InterruptedException _) {
                return;
            }
            wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS);
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "rostrum-listen");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        setIfPresent(properties, "user", database.getUsername());
        setIfPresent(properties, "password", database.getPassword());
        Connection opened = DriverManager.getConnection(database.getJdbcUrl(), properties);
        try (Statement statement = opened.createStatement()) {
            statement.execute("listen " + RoomLog.CHANNEL);
            statement.execute("listen " + AccessNotices.CHANNEL);
            statement.execute("listen " + Attendance.CHANNEL);
            statement.execute("listen " + Typing.CHANNEL);
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    private static void setIfPresent(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    private void hear(Connection opened) throws SQLException {
        PGConnection listening = opened.unwrap(PGConnection.class);
        long proved = System.nanoTime();
        while (running) {
            long quiet = TimeUnit.NANOSECONDS.toMillis(proved + PROVED_EVERY - System.nanoTime());
            dispatch(listening.getNotifications(Math.toIntExact(Math.max(1, quiet))));
            long now = System.nanoTime();
            if (now - proved >= PROVED_EVERY) {
                requireAlive(opened);
                // PostgreSQL sends whatever was to be told before it says that a statement is done.
                dispatch(listening.getNotifications());
                var _ = sockets.settled().thenRun(() -> feeds.haveHeard(now));
                proved = now;
            }
        }
    }

    private void dispatch(PGNotification @Nullable [] notices) {
        if (notices != null) {
            for (PGNotification notice : notices) {
                dispatch(notice);
            }
        }
    }

    /** A connection that died without a word looks just like a quiet meeting. */
    private void requireAlive(Connection opened) throws SQLException {
        opened.setNetworkTimeout(Runnable::run, REPLY_MILLIS);
        try (Statement statement = opened.createStatement()) {
            statement.execute("select 1");
        }
        opened.setNetworkTimeout(Runnable::run, 0);
    }

    private void dispatch(PGNotification notice) {
        String text = notice.getParameter();
        try {
            switch (notice.getName()) {
                case RoomLog.CHANNEL -> {
                    int afterRoom = text.indexOf(' ');
                    int afterSeq = text.indexOf(' ', afterRoom + 1);
                    feeds.hear(
                            new RoomId(UUID.fromString(text.substring(0, afterRoom))),
                            Long.parseLong(text, afterRoom + 1, afterSeq, 10),
                            afterSeq + 1 == text.length() ? null : text.substring(afterSeq + 1));
                }
                case AccessNotices.CHANNEL -> {
                    if (text.equals(AccessNotices.EVERYBODY)) {
                        viewers.forget(RightsChanged.ofEverybody());
                        sockets.rightsOfAllChanged();
                    } else {
                        PersonId person = PersonId.valueOf(text);
                        viewers.forget(RightsChanged.of(person));
                        sockets.rightsChanged(person);
                    }
                }
                case Typing.CHANNEL -> typing.hear(text);
                case Attendance.CHANNEL -> feeds.presenceMayHaveChanged(RoomId.valueOf(text));
                default -> LOG.debug("Notice on {}", notice.getName());
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            LOG.warn("A notice on {} cannot be read: {}", notice.getName(), text, e);
        }
    }

    @Override
    public void stop() {
        running = false;
        Connection open = connection;
        if (open != null) {
            try {
                // Not close(): that would wait for the thread that reads.
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The listening connection is gone already", e);
            }
        }
        Thread listening = thread;
        if (listening != null) {
            listening.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
