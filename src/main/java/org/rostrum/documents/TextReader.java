package org.rostrum.documents;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** Has {@link TextProgram} read documents, one at a time, and ends it where it takes more time or memory than it may. */
@Component
class TextReader implements DisposableBean {

    /** What an answer begins with; the JVM says things of its own in between, such as why it ends. */
    static final String ANSWER = "answer: ";

    static final String PASSWORD = "It is protected by a password.";
    static final DocumentText LOCKED = DocumentText.failed(PASSWORD);

    static final String READ = "read";
    static final String CUT = "cut";

    private final TextSettings settings;
    private volatile @Nullable Running running;
    private volatile boolean closing;

    TextReader(TextSettings settings) {
        this.settings = settings;
    }

    /** A document that took too much; on a machine with less to do it might not. */
    static final class TookTooMuch extends Exception {
        TookTooMuch(String message) {
            super(message);
        }
    }

    private record Running(Process process, BufferedReader answers, Path folder) {

        void end() {
            process.destroyForcibly().onExit().join();
            try (Stream<Path> left = Files.walk(folder)) {
                for (Path path : left.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** @throws IOException where the document itself is not to be had */
    synchronized DocumentText read(DocumentKind kind, Resource content)
            throws IOException, TookTooMuch, InterruptedException {
        Running program = running();
        Path document = program.folder().resolve("document");
        Path text = program.folder().resolve("text");
        try (InputStream in = content.getInputStream()) {
            Files.copy(in, document, StandardCopyOption.REPLACE_EXISTING);
        }
        String answer = ask(
                program,
                String.join(
                        "\t",
                        kind.name(),
                        String.valueOf(settings.characters()),
                        document.toString(),
                        text.toString()));
        DocumentText read = switch (answer) {
            case READ -> DocumentText.of(Files.readString(text), false);
            case CUT -> DocumentText.of(Files.readString(text), true);
            default -> DocumentText.failed(answer);
        };
        Files.deleteIfExists(document);
        Files.deleteIfExists(text);
        return read;
    }

    private String ask(Running program, String question) throws TookTooMuch, InterruptedException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                program.process().outputWriter().append(question).append('\n').flush();
                String line = program.answers().readLine();
                while (line != null && !line.startsWith(ANSWER)) {
                    line = program.answers().readLine();
                }
                if (line == null) {
                    answer.completeExceptionally(new IOException("It ended"));
                } else {
                    answer.complete(line.substring(ANSWER.length()));
                }
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(settings.longest().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            end();
            throw new TookTooMuch("Reading it took longer than " + inWords(settings.longest()) + ".");
        } catch (ExecutionException e) {
            end();
            if (closing) {
                throw new InterruptedException();
            }
            throw new TookTooMuch(
                    "Reading it took more than " + settings.memory().toMegabytes() + " MB of memory.");
        } catch (InterruptedException e) {
            end();
            throw e;
        }
    }

    private static String inWords(Duration time) {
        return time.toSeconds() > 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private Running running() throws IOException {
        Running program = running;
        if (program == null || !program.process().isAlive()) {
            end();
            program = start();
            running = program;
        }
        return program;
    }

    private Running start() throws IOException {
        Path folder = Files.createTempDirectory("rostrum-text-");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + settings.memory().toMegabytes() + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder,
                "-Dpdfbox.fontcache=" + folder,
                // The JDK's own parsers fetch nothing, whatever a document names.
                "-Djavax.xml.accessExternalDTD=",
                "-Djavax.xml.accessExternalSchema=",
                "-Djavax.xml.accessExternalStylesheet="));
        command.addAll(program());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        // Whatever it reads, it has no password to give away.
        builder.environment().clear();
        Process process = builder.start();
        return new Running(process, process.inputReader(), folder);
    }

    /** From the jar, whose libraries lie within it, or from whatever else this portal runs from. */
    private static List<String> program() {
        String name = TextProgram.class.getName();
        String path = System.getProperty("java.class.path");
        String launcher = "org.springframework.boot.loader.launch.PropertiesLauncher";
        boolean packed = ClassLoader.getSystemClassLoader().getResource(launcher.replace('.', '/') + ".class") != null;
        return packed ? List.of("-cp", path, "-Dloader.main=" + name, launcher) : List.of("-cp", path, name);
    }

    /** Ends the program until there is more to read. */
    synchronized void rest() {
        end();
    }

    private void end() {
        Running program = running;
        if (program != null) {
            running = null;
            program.end();
        }
    }

    /** Whatever is being read is read again by whoever comes next. */
    @Override
    public void destroy() {
        closing = true;
        Running program = running;
        if (program != null) {
            program.end();
        }
    }
}
