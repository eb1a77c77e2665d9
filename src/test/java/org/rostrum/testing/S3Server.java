package org.rostrum.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A real S3 server as a process of its own, from the jars that Maven copies into target/s3proxy; it forgets all at its end. */
public final class S3Server implements AutoCloseable {

    public static final String ACCESS_KEY = "rostrum";
    public static final String SECRET_KEY = "rostrum-secret";

    private final int port = FreePort.next();
    private final Path settings;
    private final Process process;

    public S3Server() {
        Path jars = Path.of("target", "s3proxy");
        if (!Files.isDirectory(jars)) {
            throw new IllegalStateException("The S3 server is not there: mvn generate-test-resources fetches it");
        }
        try {
            settings = Files.createTempFile("rostrum-", ".s3");
            Files.write(
                    settings,
                    List.of(
                            "s3proxy.endpoint=" + endpoint(),
                            "s3proxy.authorization=aws-v2-or-v4",
                            "s3proxy.identity=" + ACCESS_KEY,
                            "s3proxy.credential=" + SECRET_KEY,
                            "jclouds.provider=transient-nio2",
                            "jclouds.identity=local",
                            "jclouds.credential=local"));
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx192m",
                            "-DLOG_LEVEL=warn",
                            "-cp",
                            jars.resolve("*").toString(),
                            "org.gaul.s3proxy.Main",
                            "--properties",
                            settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target", "s3proxy.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Awaitility.await("the S3 server; see target/s3proxy.log")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(100))
                .until(this::answers);
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("The S3 server ended while starting; see target/s3proxy.log");
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try {
            Files.deleteIfExists(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
