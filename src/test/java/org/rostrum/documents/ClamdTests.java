package org.rostrum.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.DebianPackage;
import org.rostrum.testing.FreePort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.util.unit.DataSize;

/** A real clamd, which knows one harmless string and nothing else. */
class ClamdTests {

    private static final String HARMLESS = "ROSTRUM-HARMLESS-STRING-THAT-THE-TESTS-LOOK-FOR";

    @TempDir
    static @Nullable Path folder;

    private static @Nullable Process daemon;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        if (program() == null && DebianPackage.mayInstall()) {
            DebianPackage.install("clamav-daemon", () -> program() != null);
        }
        Path program = program();
        assumeTrue(program != null, "clamd is not installed here, and only root on Debian can install it");
        Path here = here();
        Path signatures = Files.createDirectory(here.resolve("signatures"));
        Files.writeString(
                signatures.resolve("tests.ndb"),
                "Rostrum.Test.Harmless:0:*:" + HexFormat.of().formatHex(HARMLESS.getBytes(StandardCharsets.US_ASCII))
                        + "\n");
        port = FreePort.next();
        Path configuration = Files.writeString(here.resolve("clamd.conf"), """
                Foreground yes
                DatabaseDirectory %s
                LocalSocket %s
                TCPAddr 127.0.0.1
                TCPSocket %d
                StreamMaxLength 1M
                """.formatted(signatures, socket(), port));
        daemon = new ProcessBuilder(String.valueOf(program), "--config-file=" + configuration)
                .redirectErrorStream(true)
                .redirectOutput(here.resolve("clamd.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(30)).until(() -> listens(port));
    }

    @AfterAll
    static void stop() {
        if (daemon != null) {
            daemon.destroy();
        }
    }

    private static @Nullable Path program() {
        return Stream.of("/usr/sbin/clamd", "/usr/local/sbin/clamd", "/opt/homebrew/sbin/clamd")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    private static Path here() {
        if (folder == null) {
            throw new AssertionError();
        }
        return folder;
    }

    private static Path socket() {
        return here().resolve("clamd.ctl");
    }

    private static boolean listens(int port) {
        try (Socket opened = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return opened.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Documents documents(@Nullable String clamd, Duration timeout) {
        var settings = new DocumentSettings(
                DataSize.ofMegabytes(50),
                DocumentStore.DATABASE,
                new S3Settings(null, null, null, false, null, null),
                clamd,
                timeout);
        var nowhere = new DriverManagerDataSource("jdbc:none");
        var jdbc = JdbcClient.create(nowhere);
        var objects = new S3Objects(settings);
        return new Documents(
                jdbc,
                settings,
                objects,
                new ObjectNotes(jdbc, objects, new JdbcTransactionManager(nowhere)),
                new Clamd(settings),
                new PdfLocks(new TextSettings(Duration.ZERO, Duration.ofSeconds(20), DataSize.ofMegabytes(128), 1_000)),
                event -> {});
    }

    private static long received(@Nullable String clamd, byte[] content) throws IOException {
        try (ReceivedDocument received =
                documents(clamd, Duration.ofSeconds(20)).receive("a.txt", new ByteArrayInputStream(content))) {
            return received.size();
        }
    }

    private static ThrowableAssertAlternative<Refusal> refused(String clamd, byte[] content) {
        return assertThatExceptionOfType(Refusal.class).isThrownBy(() -> received(clamd, content));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatItKnowsIsRefusedAndWhatItDoesNotIsTakenOverBothKindsOfSockets() throws IOException {
        for (String clamd : new String[] {socket().toString(), "localhost:" + port}) {
            assertThat(received(clamd, text("Only words.\n".repeat(50_000)))).isEqualTo(600_000);
            refused(clamd, text("Words " + HARMLESS + " and words"))
                    .withMessageContaining("The virus scanner found “Rostrum.Test.Harmless")
                    .satisfies(refusal -> assertThat(refusal.fields()).containsKey("file"));
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> documents(clamd, Duration.ofSeconds(20))
                            .receive("a.docx", new ByteArrayInputStream(SampleFiles.docx(HARMLESS))))
                    .withMessageContaining("Rostrum.Test.Harmless");
        }
        assertThat(received(null, text(HARMLESS))).isPositive();
    }

    @Test
    void whatIsTooLargeForItIsRefusedInWords() {
        refused(socket().toString(), text("words\n".repeat(500_000)))
                .withMessageContaining("larger than the virus scanner takes")
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Refusal.Reason.TOO_LARGE));
    }

    @Test
    void whileItIsAwayNothingIsTaken() throws IOException {
        String away = "The virus scanner does not answer, and no file is taken without it.";
        for (String nobody : new String[] {here().resolve("nobody.ctl").toString(), "localhost:" + FreePort.next()}) {
            refused(nobody, text("words"))
                    .withMessageStartingWith(away)
                    .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Refusal.Reason.UNAVAILABLE));
        }
        // One that takes connections and says nothing is as good as away.
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> documents(address, Duration.ofMillis(200))
                            .receive("a.txt", new ByteArrayInputStream(text("words"))))
                    .withMessageStartingWith(away);
        }
    }

    @Test
    void anAddressThatIsNoneIsRefusedAtTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> documents("clamd", Duration.ofSeconds(1)))
                .withMessageContaining("the path of clamd's socket, such as /run/clamav/clamd.ctl, or host:port");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> documents(null, Duration.ZERO))
                .withMessageContaining("rostrum.documents.clamd-timeout");
    }
}
