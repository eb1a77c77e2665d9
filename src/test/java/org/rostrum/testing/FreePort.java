package org.rostrum.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that a test starts. Below those that the system gives to connections, and each of the JVMs that
 * run tests side by side has a range of its own: between looking and listening two would otherwise choose the same.
 */
public final class FreePort {

    private static final int RANGE = 1_000;
    private static final int FIRST = 20_000 + RANGE * (Integer.getInteger("surefire.forkNumber", 0) % 10);

    /** Not to be given twice while the first who asked has not begun to listen. */
    private static final Set<Integer> LATELY = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    public static int next() {
        while (true) {
            int port = FIRST + ThreadLocalRandom.current().nextInt(RANGE);
            if (LATELY.size() > RANGE / 2) {
                LATELY.clear();
            }
            if (!LATELY.add(port)) {
                continue;
            }
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
