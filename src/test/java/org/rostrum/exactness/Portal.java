package org.rostrum.exactness;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.rostrum.testing.Body;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** The portal that is tried: its nodes, and a way of one's own to their database. */
final class Portal implements AutoCloseable {

    /** The connection by which a node hears of what happens. */
    static final String LISTENING = "rostrum-listen";

    /** Those by which it reads and writes; the driver's own name. */
    static final String POOLED = "PostgreSQL JDBC Driver";

    private final List<Integer> ports;
    private final HikariDataSource connections;
    private final TransactionTemplate transaction;

    final JdbcClient jdbc;
    final Body body;
    final JdbcIndexedSessionRepository sessions;

    Portal(String database, List<Integer> ports) {
        this.ports = List.copyOf(ports);
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
    }

    int port(int node) {
        return ports.get(Math.floorMod(node, ports.size()));
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
