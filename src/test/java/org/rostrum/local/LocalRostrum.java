package org.rostrum.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.rostrum.RostrumApplication;
import org.rostrum.local.provider.LocalProvider;
import org.rostrum.testing.Cast;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;

/**
 * Rostrum on a machine that has a JDK and Maven: {@code mvn spring-boot:test-run}. Starts PostgreSQL, the provider, a mail
 * server and the portal side by side, with sample data. Arguments are the portal's settings; one that names a database, a
 * provider or a mail server takes the place of the embedded one.
 */
public final class LocalRostrum {

    private static final Path FOLDER = Path.of(".local");

    /** Closed in reverse: the portal must not outlive its database. */
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private LocalRostrum() {}

    /** What the person at the keyboard can put right; shown as it is, without a stack trace. */
    private static final class CannotStart extends RuntimeException {
        CannotStart(String message) {
            super(message);
        }
    }

    static void main(String[] args) {
        var rostrum = new LocalRostrum();
        Runtime.getRuntime().addShutdownHook(new Thread(rostrum::stop, "stop"));
        try {
            rostrum.start(args);
        } catch (CannotStart e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (RuntimeException e) {
            // Spring has told why; the parts that did start would keep the process alive.
            System.exit(1);
        }
    }

    private void start(String[] args) {
        var given = new SimpleCommandLinePropertySource(args);
        int port = port(given, "server.port", 8080);
        int providerPort = port(given, "provider.port", 9000);
        boolean ownDatabase = !given.containsProperty("spring.datasource.url");
        boolean ownProvider = !given.containsProperty("spring.security.oauth2.client.provider.rostrum.issuer-uri");
        mustBeFree(port, "the portal", "server.port");
        if (ownProvider) {
            mustBeFree(providerPort, "the sign-in provider", "provider.port");
        }
        if (ownDatabase) {
            claimFolder();
        }

        List<String> portals = List.of("http://localhost:" + port, "http://127.0.0.1:" + port);
        var provider = new LocalProvider.Settings(providerPort, portals, FOLDER.resolve("provider-keys.json"));
        var signIn = new CompletableFuture<LocalProvider>();
        SpringApplication portal = portal();
        Map<String, Object> settings = new HashMap<>(LocalProvider.portalSettings(provider.issuer()));
        // The links in mail lead here.
        settings.put("rostrum.body.public-url", portals.getFirst());
        portal.setDefaultProperties(settings);
        // Both start within the portal's start: logging is set up then, and nothing has asked for the database yet.
        if (ownProvider) {
            portal.addInitializers(context -> signIn.completeAsync(() -> started(LocalProvider.start(provider))));
        }
        if (ownDatabase) {
            portal.addInitializers(this::startPostgres);
        }
        if (!given.containsProperty("spring.mail.host")) {
            portal.addInitializers(this::startMail);
        }
        started(portal.run(args));
        if (ownProvider) {
            signIn.join();
        }
        greet(portals.getFirst(), provider.issuer());
    }

    private void startPostgres(ConfigurableApplicationContext context) {
        LocalPostgres postgres = started(LocalPostgres.start(FOLDER.resolve("postgres")));
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("postgres", Map.of("spring.datasource.url", postgres.jdbcUrl())));
    }

    private void startMail(ConfigurableApplicationContext context) {
        LocalMail mail = started(LocalMail.start());
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("mail", mail.portalSettings()));
        ((GenericApplicationContext) context).registerBean(LocalMail.class, () -> mail);
    }

    private static SpringApplication portal() {
        var portal = new SpringApplication(RostrumApplication.class);
        portal.setAdditionalProfiles("local");
        portal.setBannerMode(Banner.Mode.OFF);
        // Its own hook would run beside ours, and the database be gone before it is done.
        portal.setRegisterShutdownHook(false);
        portal.addInitializers(context -> ((GenericApplicationContext) context).registerBean(SampleData.class));
        return portal;
    }

    private static int port(SimpleCommandLinePropertySource given, String name, int otherwise) {
        String value = given.getProperty(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new CannotStart(
                    "%s is no port: %s. Several arguments are separated by spaces.".formatted(value, name));
        }
    }

    private static void mustBeFree(int port, String what, String setting) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            throw new CannotStart(
                    "Port %d, where %s should be, is taken by another program: stop that one, or start with -Dspring-boot.run.arguments=--%s=%d."
                            .formatted(port, what, setting, port + 1));
        }
    }

    /** Two runs on one data folder would spoil it. The lock ends with the process, however that ends. */
    private void claimFolder() {
        try {
            Files.createDirectories(FOLDER);
            FileChannel file = started(
                    FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            if (file.tryLock() == null) {
                throw new CannotStart("Rostrum is already running from this folder: stop that one first.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T extends AutoCloseable> T started(T part) {
        synchronized (running) {
            running.push(part);
        }
        return part;
    }

    private void stop() {
        synchronized (running) {
            while (!running.isEmpty()) {
                try {
                    running.pop().close();
                } catch (Exception e) {
                    System.err.println("While stopping: " + e);
                }
            }
        }
    }

    private static void greet(String portal, String provider) {
        String accounts = Arrays.stream(Cast.values())
                .map(person -> "    %-7s %s".formatted(person.account(), person.role()))
                .collect(Collectors.joining("\n"));
        System.out.println("""

                Rostrum runs on %s with sample data (stop it with Ctrl-C; data stays in %s)
                  Sign in at the local provider, %s, as one of
                %s
                  The password is the name; for scripts: Authorization: Bearer rostrum-local-<name>
                  Mail to them is read at %s/local/mail
                """.formatted(portal, FOLDER, provider, accounts, portal));
    }
}
