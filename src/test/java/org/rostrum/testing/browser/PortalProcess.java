package org.rostrum.testing.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.rostrum.RostrumApplication;
import org.rostrum.local.LocalRostrum;
import org.rostrum.testing.Body;

/** The portal in a process of its own, so that a test can do to it what happens to servers. */
public final class PortalProcess implements AutoCloseable {

    private static final Duration STARTING = Duration.ofMinutes(5);
    private static final Duration GIVING_UP = Duration.ofMinutes(2);

    private final int port;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private volatile @Nullable Process process;

    /** For tests, which start it often and ask little of it. */
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");

    private PortalProcess(
            int port, List<String> flags, List<String> program, Map<String, String> environment, String log) {
        this.port = port;
        this.command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(program);
        this.environment = environment;
        this.log = Path.of("target", log);
        // A test run that is broken off must not leave a server behind.
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** The portal of the local run. */
    static PortalProcess local(int port, Map<String, String> settings) {
        List<String> program = new ArrayList<>(List.of(
                "-cp", System.getProperty("java.class.path"), LocalRostrum.class.getName(), "--server.port=" + port));
        settings.forEach((name, value) -> program.add("--" + name + "=" + value));
        return new PortalProcess(port, QUICK, program, Map.of(), "browser-tests-portal-" + port + ".log");
    }

    /** The portal as in production: told by its environment, and the packaged jar where Maven has made one. */
    public static PortalProcess production(int port, Map<String, String> environment) {
        return production(port, environment, QUICK);
    }

    /**
     * As in production, without a provider: nobody signs in there, whoever comes has a token or a session already.
     *
     * @param settings besides the database, as properties
     * @param flags for the JVM; none for those of the tests
     */
    public static PortalProcess withoutProvider(
            int port, String database, Map<String, String> settings, String... flags) {
        String client = "spring.security.oauth2.client.";
        Map<String, String> all = new HashMap<>(settings);
        all.put("spring.datasource.url", database);
        all.put(client + "registration.rostrum.client-id", "rostrum");
        all.put(client + "registration.rostrum.client-secret", "secret");
        all.put(client + "registration.rostrum.scope", "openid,profile,email");
        all.put(client + "provider.rostrum.issuer-uri", Body.ISSUER);
        Map<String, String> environment = new HashMap<>();
        all.forEach((name, value) ->
                environment.put(name.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_'), value));
        return production(port, environment, flags.length == 0 ? QUICK : List.of(flags));
    }

    private static PortalProcess production(int port, Map<String, String> environment, List<String> flags) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("SERVER_PORT", String.valueOf(port));
        all.put("SERVER_ADDRESS", "127.0.0.1");
        String jar = System.getProperty("rostrum.jar");
        List<String> program = jar != null && Files.exists(Path.of(jar))
                ? List.of("-jar", jar)
                : List.of("-cp", System.getProperty("java.class.path"), RostrumApplication.class.getName());
        return new PortalProcess(port, flags, program, all, "rehearsal-portal-" + port + ".log");
    }

    /** How a start ended that was not to succeed. */
    public record Ended(int status, String said) {}

    /** Starts it and waits for it to give up by itself. */
    public Ended startInVain() {
        try {
            Path output = Files.createTempFile("portal", ".log");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process started = builder.start();
            if (!started.waitFor(GIVING_UP.toSeconds(), TimeUnit.SECONDS)) {
                started.destroyForcibly();
                throw new AssertionError("It runs: " + Files.readString(output));
            }
            return new Ended(started.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** As the system sees it. */
    public ProcessHandle handle() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("does not run");
        }
        return running.toHandle();
    }

    public int port() {
        return port;
    }

    /** Where it answers, without a slash at the end. */
    public String address() {
        return "http://localhost:" + port;
    }

    /** Ends it as a power cut would: it gets to say goodbye to nobody. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
            process = null;
        }
    }

    /** Starts it on the same port and waits until it answers. */
    public void start() {
        if (process != null) {
            throw new IllegalStateException("runs already");
        }
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("the portal; see " + log)
                .atMost(STARTING)
                .pollInterval(Duration.ofMillis(200))
                .until(this::answers);
    }

    private boolean answers() {
        Process running = process;
        if (running == null || !running.isAlive()) {
            throw new IllegalStateException("The portal ended while starting; see " + log);
        }
        try (var http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            return http.send(
                                    HttpRequest.newBuilder(URI.create(address() + "/signed-out"))
                                            .timeout(Duration.ofSeconds(10))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    > 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        kill();
    }
}
