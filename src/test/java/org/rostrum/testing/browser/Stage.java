package org.rostrum.testing.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What runs while browsers visit. Started by the first test that names it, and stays until the JVM ends. */
public abstract class Stage implements AutoCloseable {

    public abstract PortalProcess portal();

    public abstract JdbcClient jdbc();

    protected static int freePort() {
        try (var probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public abstract void close();
}
