package org.rostrum.benchmark.room;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.BrowserSession;
import org.rostrum.testing.FreePort;
import org.rostrum.testing.browser.PortalProcess;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The packaged portal, with the JVM's own settings but for the heap; a PostgreSQL that has written to the disk what it
 * says it has; people enough; and the bare fan-out.
 */
final class RoomStage implements AutoCloseable {

    static final int PEOPLE = 10_000;
    private static final int ORGANIZATIONS = 100;
    private static final String HEAP = "-Xmx1g";

    final PortalProcess portal;
    private final EmbeddedPostgres server;
    private final ProcessHandle postgres;
    private final DriverManagerDataSource database;
    private final JdbcClient jdbc;
    private final Body body;
    private final Process fanOut;
    private final int fanOutPort = FreePort.next();

    RoomStage() throws IOException {
        Path data = Files.createTempDirectory("room-benchmark-postgres");
        server = EmbeddedPostgres.builder()
                .setPort(FreePort.next())
                .setDataDirectory(data)
                .setServerConfig("max_connections", "100")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        postgres = ProcessHandle.of(Long.parseLong(
                        Files.readAllLines(data.resolve("postmaster.pid")).getFirst()))
                .orElseThrow();
        String url = server.getJdbcUrl("postgres", "postgres");
        database = new DriverManagerDataSource(url);
        jdbc = JdbcClient.create(database);
        requireOn("fsync");
        requireOn("synchronous_commit");
        portal = PortalProcess.withoutProvider(
                FreePort.next(),
                url,
                Map.of(
                        "rostrum.discussions.messages-per-minute", "1000000",
                        "rostrum.discussions.burst", "1000000"),
                HEAP);
        portal.start();
        body = new Body(jdbc);
        body.gathers();
        peopleJoin();
        fanOut = Processes.start(FanOut.class, List.of(HEAP, "-XX:+UseSerialGC"), String.valueOf(fanOutPort));
        BufferedReader said = fanOut.inputReader(StandardCharsets.US_ASCII);
        if (!"ready".equals(said.readLine())) {
            throw new IllegalStateException("The fan-out did not start; see target/benchmark");
        }
    }

    private void requireOn(String setting) {
        if (!"on".equals(jdbc.sql("show " + setting).query(String.class).single())) {
            throw new IllegalStateException(setting + " is off");
        }
    }

    /** Each with a token, sent by one of a hundred members. */
    private void peopleJoin() {
        Map<String, Integer> sizes = Map.of("organizations", ORGANIZATIONS, "people", PEOPLE);
        for (String statement : List.of("""
                insert into organization (id, name, sample)
                select md5('bench-organization' || n)::uuid, 'Bench Organisation ' || n, true
                  from generate_series(0, :organizations - 1) n""", """
                insert into membership (organization_id, level_code, standing, since)
                select md5('bench-organization' || n)::uuid, 'essential', 'ACTIVE', date '2020-01-01'
                  from generate_series(0, :organizations - 1) n""", """
                insert into person (id, name, email, sample)
                select md5('bench' || n)::uuid, 'Bench Person ' || n, 'bench' || n || '@rostrum.example', true
                  from generate_series(0, :people - 1) n""", """
                insert into delegation (person_id, organization_id, since)
                select md5('bench' || n)::uuid, md5('bench-organization' || n % :organizations)::uuid, date '2021-01-01'
                  from generate_series(0, :people - 1) n""", """
                insert into access_token (id, person_id, name, token_hash, scopes, created_at)
                select md5('bench-token' || n)::uuid, md5('bench' || n)::uuid, 'benchmark',
                       sha256(convert_to('bench-' || n, 'UTF8')), array['read', 'contribute'], now()
                  from generate_series(0, :people - 1) n""", """
                insert into login (issuer, subject, person_id, first_at, last_at)
                select :issuer, 'bench-0', md5('bench0')::uuid, now(), now()""", "analyze")) {
            jdbc.sql(statement).params(sizes).param("issuer", Body.ISSUER).update();
        }
    }

    Gathering meeting() {
        return body.meetingNow();
    }

    /** The room of a meeting in which nothing was said yet. */
    Side portalSide(Gathering meeting) {
        return new Side("portal", portal.port(), meeting.room());
    }

    Side bareSide() {
        return new Side("bare fan-out", fanOutPort, new UUID(0, 0));
    }

    /** Where the load goes. */
    record Side(String name, int port, UUID room) {}

    double portalCpu() {
        return Processes.cpu(portal.handle());
    }

    double postgresCpu() {
        return Processes.cpu(postgres);
    }

    double fanOutCpu() {
        return Processes.cpu(fanOut.toHandle());
    }

    /** The session of somebody who signed in, as the header that a browser sends. */
    String cookie() {
        var sessions = new JdbcIndexedSessionRepository(
                new JdbcTemplate(database), new TransactionTemplate(new DataSourceTransactionManager(database)));
        return BrowserSession.of(sessions, Errand.token(0)).cookieHeader();
    }

    @Override
    public void close() throws IOException {
        portal.close();
        fanOut.destroyForcibly();
        server.close();
    }
}
