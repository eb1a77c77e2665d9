package org.rostrum.exactness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rostrum.testing.FreePort;

/** A PostgreSQL of one's own, to crash as often as one likes. */
final class CrashingPostgres implements AutoCloseable {

    private final Path data;
    private final EmbeddedPostgres server;

    private final WallClock clock;

    CrashingPostgres(WallClock clock) throws IOException, InterruptedException {
        this.clock = clock;
        data = Files.createTempDirectory("exactness-postgres");
        server = EmbeddedPostgres.builder()
                .setPort(FreePort.next())
                .setDataDirectory(data)
                .setServerConfig("max_connections", "100")
                .setServerConfig("fsync", "off")
                // The embedded one's default is off: a crash would take what was acknowledged lately.
                .setServerConfig("synchronous_commit", "on")
                .start();
        if (clock.canJump()) {
            // Only what is started here sees another clock than this process does.
            crashes();
        }
    }

    int port() {
        return server.getPort();
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** As after a crash: nobody is waited for, and what was committed is found in the log that it wrote. */
    void crashes() throws IOException, InterruptedException {
        // The command line of the running server; its first word is where the programs are.
        String postgres = Files.readString(data.resolve("postmaster.opts")).split(" ", 2)[0];
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(
                Path.of(postgres).resolveSibling("pg_ctl").toString(),
                "restart",
                "-m",
                "immediate",
                "-w",
                "-D",
                data.toString(),
                "-l",
                data.resolve("restarted.log").toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(clock.environment());
        Process restart = builder.start();
        if (restart.waitFor() != 0) {
            throw new IOException("PostgreSQL did not come back; see " + data);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
