package org.rostrum.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts the statements that the calling thread prepares: a page must need as many for much as for little. */
public final class Statements implements BeanPostProcessor {

    private static final ThreadLocal<List<String>> PREPARED = new ThreadLocal<>();

    /** How many statements it takes. */
    public static int during(Runnable work) {
        return whichDuring(work).size();
    }

    /** The statements that it takes, in their order. */
    public static List<String> whichDuring(Runnable work) {
        List<String> prepared = new ArrayList<>();
        PREPARED.set(prepared);
        try {
            work.run();
        } finally {
            PREPARED.remove();
        }
        return prepared;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source && !(bean instanceof Counting) ? new Counting(source) : bean;
    }

    private static final class Counting extends DelegatingDataSource {

        Counting(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return counting(super.getConnection());
        }

        private static Connection counting(Connection connection) {
            return (Connection) Proxy.newProxyInstance(
                    Statements.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().startsWith("prepare")) {
                            Optional.ofNullable(PREPARED.get()).ifPresent(all -> all.add((String) arguments[0]));
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
