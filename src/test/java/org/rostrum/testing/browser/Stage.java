package org.rostrum.testing.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rostrum.local.provider.LocalProvider;
import org.rostrum.testing.Body;
import org.rostrum.testing.Postgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Everything that runs for the browser tests of one JVM. */
final class Stage implements AutoCloseable {

    private final LocalProvider provider;
    private final PortalProcess portal;
    private final Chromium chromium;
    private final JdbcClient jdbc;

    Stage() {
        String database = Postgres.newDatabase();
        this.jdbc = JdbcClient.create(new DriverManagerDataSource(database));
        int port = freePort();
        var settings = new LocalProvider.Settings(
                freePort(), List.of("http://localhost:" + port), Path.of("target", "browser-tests-keys.json"));
        this.provider = LocalProvider.start(settings);
        Map<String, String> portalSettings = new HashMap<>(LocalProvider.portalSettings(settings.issuer()));
        portalSettings.put("spring.datasource.url", database);
        this.portal = new PortalProcess(port, portalSettings);
        portal.start();
        this.chromium = Chromium.start();
    }

    private static int freePort() {
        try (var probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PortalProcess portal() {
        return portal;
    }

    Chromium chromium() {
        return chromium;
    }

    Body body() {
        return new Body(jdbc);
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    @Override
    public void close() {
        chromium.close();
        portal.close();
        provider.close();
    }
}
