package org.rostrum.rehearsal;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.rostrum.testing.Body;
import org.rostrum.testing.FreePort;
import org.rostrum.testing.Postgres;
import org.rostrum.testing.browser.PortalProcess;
import org.rostrum.testing.browser.Stage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The services of docker-compose.yml as processes of this machine: the same versions, commands, environment and realm.
 * Only what a container network would give differs: host names, and ports that are free here.
 */
public final class Rehearsal extends Stage {

    /** A test does not wait five minutes. */
    static final Duration RECHECK = Duration.ofSeconds(2);

    static final String FIRST_STAFF = "fay@first.example";

    private static final String ADMIN_PASSWORD = "administrator of the rehearsal";

    private final Compose compose = Compose.read();
    private final KeycloakProcess keycloak;
    private final PortalProcess portal;
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final JdbcClient jdbc;

    public Rehearsal() {
        int portalPort = FreePort.next();
        int keycloakPort = FreePort.next();
        Map<String, String> operator = operator("http://localhost:" + portalPort, "http://localhost:" + keycloakPort);
        Databases databases = databases(operator);
        this.jdbc = JdbcClient.create(new DriverManagerDataSource(databases.portal()));

        mail.start();
        String mailPort = String.valueOf(mail.getSmtp().getPort());

        Map<String, String> forKeycloak =
                new HashMap<>(compose.service("keycloak").environment(operator));
        forKeycloak.put("KC_DB_URL", databases.keycloak());
        forKeycloak.put("ROSTRUM_BACK_CHANNEL_URL", "http://localhost:" + portalPort);
        forKeycloak.putAll(Map.of("ROSTRUM_MAIL_HOST", "127.0.0.1", "ROSTRUM_MAIL_PORT", mailPort));
        this.keycloak = new KeycloakProcess(
                keycloakPort, FreePort.next(), compose.service("keycloak").list("command"), forKeycloak);

        Map<String, String> forPortal = new HashMap<>(compose.service("portal").environment(operator));
        forPortal.put("SPRING_DATASOURCE_URL", databases.portal());
        forPortal.put("ROSTRUM_IDENTITY_RECHECK", RECHECK.toSeconds() + "s");
        forPortal.putAll(Map.of("SPRING_MAIL_HOST", "127.0.0.1", "SPRING_MAIL_PORT", mailPort));
        forPortal.put("ROSTRUM_MAIL_POLL", "1s");
        this.portal = PortalProcess.production(portalPort, forPortal);

        CompletableFuture<Void> provider = CompletableFuture.runAsync(keycloak::start);
        portal.start();
        provider.join();
        new Body(jdbc).gathers();
    }

    /** What an operator says: the addresses, and a secret for each that is asked for. */
    private Map<String, String> operator(String portal, String login) {
        Map<String, String> operator = new HashMap<>();
        compose.required().forEach(name -> operator.put(name, "rehearsed-" + name));
        operator.put("KEYCLOAK_ADMIN_PASSWORD", ADMIN_PASSWORD);
        operator.put("ROSTRUM_FIRST_STAFF", FIRST_STAFF);
        operator.put("ROSTRUM_URL", portal);
        operator.put("ROSTRUM_LOGIN_URL", login);
        return operator;
    }

    /** The JDBC URL of each. */
    private record Databases(String portal, String keycloak) {}

    /** What config/postgres makes of an empty server. */
    private static Databases databases(Map<String, String> operator) {
        try {
            String superuser = Postgres.newDatabase();
            var server = JdbcClient.create(new DriverManagerDataSource(superuser));
            String script = Files.readString(Path.of("config/postgres/databases.sh"));
            script.lines()
                    .filter(line -> line.startsWith("create "))
                    .map(line -> line.replace(":'portal_password'", quoted(operator, "ROSTRUM_DB_PASSWORD"))
                            .replace(":'keycloak_password'", quoted(operator, "KEYCLOAK_DB_PASSWORD")))
                    .forEach(statement -> server.sql(statement).update());
            return new Databases(beside(superuser, "rostrum"), beside(superuser, "keycloak"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String beside(String superuser, String name) {
        return superuser.replaceFirst("/test\\d+\\?.*$", "/" + name + "?user=" + name);
    }

    private static String quoted(Map<String, String> operator, String name) {
        return "'" + operator.get(name) + "'";
    }

    @Override
    public PortalProcess portal() {
        return portal;
    }

    KeycloakProcess keycloak() {
        return keycloak;
    }

    GreenMail mail() {
        return mail;
    }

    KeycloakAdmin admin() {
        return new KeycloakAdmin(keycloak.address(), ADMIN_PASSWORD);
    }

    Compose compose() {
        return compose;
    }

    @Override
    public JdbcClient jdbc() {
        return jdbc;
    }

    @Override
    public void close() {
        portal.close();
        keycloak.close();
        mail.stop();
    }
}
