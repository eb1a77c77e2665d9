package org.rostrum.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Keycloak, from the zip that Maven unpacks into target, with the command and environment of docker-compose.yml. */
final class KeycloakProcess implements AutoCloseable {

    private static final Duration STARTING = Duration.ofMinutes(5);

    private final Path home = home();
    private final Path log = Path.of("target", "keycloak.log");
    private final int port;
    private final int managementPort;
    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment;
    private volatile @Nullable Process process;

    /**
     * @param command what the image is told to do
     * @param environment of the container
     */
    KeycloakProcess(int port, int managementPort, List<String> command, Map<String, String> environment) {
        this.port = port;
        this.managementPort = managementPort;
        this.command.addAll(List.of("sh", home.resolve("bin/kc.sh").toString()));
        this.command.addAll(command);
        this.environment = new LinkedHashMap<>(environment);
        // Nobody outside shall meet a Keycloak whose password is in a test.
        this.environment.put("KC_HTTP_HOST", "127.0.0.1");
        this.environment.put("KC_HTTP_MANAGEMENT_HOST", "127.0.0.1");
        this.environment.put("KC_HTTP_PORT", String.valueOf(port));
        this.environment.put("KC_HTTP_MANAGEMENT_PORT", String.valueOf(managementPort));
        this.environment.put("JAVA_HOME", System.getProperty("java.home"));
        this.environment.put("KC_LOG_LEVEL", "info,io.smallrye.health:off");
        // Short-lived: the optimising compiler costs more than it gives.
        this.environment.put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    private static Path home() {
        try (Stream<Path> unpacked = Files.list(Path.of("target"))) {
            return unpacked.filter(folder -> folder.getFileName().toString().startsWith("keycloak-"))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "Keycloak is not unpacked: mvn dependency:unpack@keycloak does, as does mvn verify"))
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://localhost:" + port;
    }

    int managementPort() {
        return managementPort;
    }

    /** Starts it where it was, and waits until it says that it is ready. */
    void start() {
        if (process != null) {
            throw new IllegalStateException("runs already");
        }
        try {
            provideRealm();
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("Keycloak; see " + log)
                .atMost(STARTING)
                .pollInterval(Duration.ofMillis(500))
                .until(this::ready);
    }

    /** What the compose file mounts. */
    private void provideRealm() throws IOException {
        Path imported = Files.createDirectories(home.resolve("data/import"));
        try (Stream<Path> files = Files.list(Path.of("config/keycloak"))) {
            for (Path file : files.toList()) {
                Files.copy(file, imported.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private boolean ready() {
        Process running = process;
        if (running == null || !running.isAlive()) {
            throw new IllegalStateException("Keycloak ended while starting; see " + log);
        }
        try (var http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/health/ready"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends it at once: the script that started it and the server below it. */
    void kill() {
        Process running = process;
        if (running != null) {
            List<ProcessHandle> all = Stream.concat(running.descendants(), Stream.of(running.toHandle()))
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(each -> each.onExit().join());
            process = null;
        }
    }

    @Override
    public void close() {
        kill();
    }
}
