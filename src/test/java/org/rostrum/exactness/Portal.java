package org.rostrum.exactness;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.rostrum.testing.Body;
import org.rostrum.testing.BrowserSession;
import org.rostrum.testing.Cast;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** The portal that is tried: its nodes, and a way of one's own to their database. */
final class Portal implements AutoCloseable {

    /**
     * What else there is to it.
     *
     * @param clock the database's
     * @param links between nodes and database, where somebody cuts them anyway
     */
    record Fate(WallClock clock, List<DatabaseLink> links) {
        Fate {
            links = List.copyOf(links);
        }

        boolean cutByOthers() {
            return !links.isEmpty();
        }
    }

    /** The connection by which a node hears of what happens. */
    static final String LISTENING = "rostrum-listen";

    /** Those by which it reads and writes; the driver's own name. */
    static final String POOLED = "PostgreSQL JDBC Driver";

    private static final Duration SESSION = Duration.ofDays(14);

    private final List<Integer> ports;
    private final Map<Cast, BrowserSession> signedIn = new ConcurrentHashMap<>();
    private final HikariDataSource connections;
    private final TransactionTemplate transaction;

    final Fate fate;
    final JdbcClient jdbc;
    final Body body;
    final JdbcIndexedSessionRepository sessions;

    Portal(String database, List<Integer> ports, Fate fate) {
        this.ports = List.copyOf(ports);
        this.fate = fate;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database);
        config.setMaximumPoolSize(12);
        config.setConnectionTimeout(60_000);
        config.addDataSourceProperty("ApplicationName", "exactness");
        this.connections = new HikariDataSource(config);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(connections));
        this.jdbc = JdbcClient.create(connections);
        this.body = new Body(jdbc);
        this.sessions = new JdbcIndexedSessionRepository(new JdbcTemplate(connections), transaction);
        this.sessions.setDefaultMaxInactiveInterval(SESSION);
    }

    int port(int node) {
        return ports.get(Math.floorMod(node, ports.size()));
    }

    BrowserSession session(Cast officer) {
        return signedIn.computeIfAbsent(officer, one -> surely(() -> BrowserSession.of(sessions, one)));
    }

    /** Sends a form without fields, as a page would. @return the status; 0 where there was no answer */
    int posts(int node, BrowserSession by, String address) {
        int port = port(node);
        try (Cable cable = new Cable(port, 8_192)) {
            cable.request(
                    "POST " + address,
                    Map.of(
                            "Host",
                            "localhost:" + port,
                            "Cookie",
                            by.cookieHeader(),
                            "X-CSRF-TOKEN",
                            by.csrf(),
                            "Connection",
                            "close"),
                    "");
            return cable.status();
        } catch (IOException _) {
            return 0;
        }
    }

    /** Does what can be done twice until it is done, whatever happens to the database meanwhile. */
    <T> T surely(Supplier<T> deed) {
        long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (true) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> deed.get()));
            } catch (DataAccessException | TransactionException e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    /** Ends connections of the portal's, by the name under which they stand in the database. */
    void cuts(String application) {
        surely(() -> jdbc.sql("""
                        select count(pg_terminate_backend(pid)) from pg_stat_activity
                         where application_name = ? and datname = current_database()""").param(application).query(Long.class).single());
    }

    @Override
    public void close() {
        connections.close();
    }
}
