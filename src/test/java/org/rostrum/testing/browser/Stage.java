package org.rostrum.testing.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What runs while browsers visit. Started by the first test that names it, and stays until the JVM ends. */
public abstract class Stage implements AutoCloseable {

    public abstract PortalProcess portal();

    public abstract JdbcClient jdbc();

    /**
     * Below those that the system gives to whoever connects somewhere: while a test has a server away, nobody else shall
     * come by its port.
     */
    protected static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (var probe = new ServerSocket(port)) {
                return probe.getLocalPort();
            } catch (BindException e) {
                // Taken; there are more.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public abstract void close();
}
