package org.rostrum.testing.browser;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.rostrum.testing.Body;
import org.rostrum.testing.FreePort;
import org.rostrum.testing.Postgres;
import org.rostrum.testing.TestProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The portal with two providers to choose from, which a test can have misbehave. */
final class DoorStage extends Stage {

    private final TestProvider north = TestProvider.start();
    private final TestProvider south = TestProvider.start();
    private final PortalProcess portal;
    private final JdbcClient jdbc;

    DoorStage() {
        String database = Postgres.newDatabase();
        this.jdbc = JdbcClient.create(new DriverManagerDataSource(database));
        Map<String, String> settings = new HashMap<>(north.settings("north", "North Identity"));
        settings.putAll(south.settings("south", "The members' own sign-in"));
        settings.put("spring.datasource.url", database);
        Map<String, String> environment = new HashMap<>();
        settings.forEach((name, value) ->
                environment.put(name.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_'), value));
        this.portal = PortalProcess.production(FreePort.next(), environment);
        portal.start();
        new Body(jdbc).gathers();
    }

    TestProvider north() {
        return north;
    }

    TestProvider south() {
        return south;
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
        north.close();
        south.close();
    }
}
