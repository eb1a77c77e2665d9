package org.rostrum.testing.browser;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What runs while browsers visit. Started by the first test that names it, and stays until the JVM ends. */
public abstract class Stage implements AutoCloseable {

    public abstract PortalProcess portal();

    public abstract JdbcClient jdbc();

    @Override
    public abstract void close();
}
