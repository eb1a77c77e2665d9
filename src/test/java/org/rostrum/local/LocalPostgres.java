package org.rostrum.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** PostgreSQL with its data in a folder that survives, also the process being killed. */
final class LocalPostgres implements AutoCloseable {

    private static final Duration STOPPING = Duration.ofSeconds(15);

    private final EmbeddedPostgres server;

    private LocalPostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    static LocalPostgres start(Path folder) {
        try {
            Files.createDirectories(folder);
            endLeftover(folder);
            return new LocalPostgres(EmbeddedPostgres.builder()
                    .setDataDirectory(folder.toAbsolutePath())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    // Made for tests, it would by default answer before a change is on the disk. Here somebody's work
                    // is kept.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("shared_buffers", "128MB")
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start in " + folder, e);
        }
    }

    String jdbcUrl() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /**
     * When the last run was killed, its PostgreSQL may run on and hold the folder. Its process id is in the folder; the
     * id may belong to something else by now, and then PostgreSQL would refuse to start because of the file alone.
     */
    private static void endLeftover(Path folder) throws IOException {
        Path noted = folder.resolve("postmaster.pid");
        if (!Files.exists(noted)) {
            return;
        }
        long pid;
        try {
            pid = Long.parseLong(Files.readAllLines(noted).getFirst().strip());
        } catch (NumberFormatException | java.util.NoSuchElementException e) {
            Files.delete(noted);
            return;
        }
        Optional<ProcessHandle> leftover = ProcessHandle.of(pid)
                .filter(process -> process.info().command().orElse("").contains("postgres"));
        if (leftover.isEmpty()) {
            Files.deleteIfExists(noted);
            return;
        }
        ProcessHandle process = leftover.get();
        process.destroy();
        if (!ended(process)) {
            process.destroyForcibly();
            if (!ended(process)) {
                throw new IOException("A PostgreSQL of an earlier run, process " + pid + ", cannot be stopped");
            }
        }
    }

    private static boolean ended(ProcessHandle process) {
        try {
            process.onExit().get(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
