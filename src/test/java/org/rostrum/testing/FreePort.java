package org.rostrum.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that a test starts. Below those that the system gives to connections, and each of the JVMs that
 * run tests side by side has a range of its own: between looking and listening two would otherwise choose the same.
 */
public final class FreePort {

    private static final int RANGE = 1_000;
    private static final int FIRST = 20_000 + RANGE * (Integer.getInteger("surefire.forkNumber", 0) % 10);

    private FreePort() {}

    public static int next() {
        while (true) {
            int port = FIRST + ThreadLocalRandom.current().nextInt(RANGE);
            try (var probe = new ServerSocket(port)) {
                return probe.getLocalPort();
            } catch (BindException e) {
                // Taken; there are more.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
