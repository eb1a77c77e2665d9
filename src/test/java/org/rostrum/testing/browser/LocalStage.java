package org.rostrum.testing.browser;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rostrum.local.provider.LocalProvider;
import org.rostrum.testing.FreePort;
import org.rostrum.testing.Postgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The local run, without its sample data's meetings: PostgreSQL, the provider, and the portal in front of both. */
final class LocalStage extends Stage {

    private final LocalProvider provider;
    private final PortalProcess portal;
    private final JdbcClient jdbc;

    LocalStage() {
        String database = Postgres.newDatabase();
        this.jdbc = JdbcClient.create(new DriverManagerDataSource(database));
        int port = FreePort.next();
        var settings = new LocalProvider.Settings(
                FreePort.next(),
                List.of("http://localhost:" + port),
                Path.of("target", "browser-tests-keys-" + port + ".json"));
        this.provider = LocalProvider.start(settings);
        Map<String, String> portalSettings = new HashMap<>(LocalProvider.portalSettings(settings.issuer()));
        portalSettings.put("spring.datasource.url", database);
        this.portal = PortalProcess.local(port, portalSettings);
        portal.start();
    }

    @Override
    public PortalProcess portal() {
        return portal;
    }

    @Override
    public JdbcClient jdbc() {
        return jdbc;
    }

    @Override
    public void close() {
        portal.close();
        provider.close();
    }
}
