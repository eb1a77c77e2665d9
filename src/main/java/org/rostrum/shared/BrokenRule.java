package org.rostrum.shared;

import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataIntegrityViolationException;

/** Which of the database's own rules was broken, where two people were faster than any question beforehand. */
public final class BrokenRule {

    private BrokenRule() {}

    /** @return the constraint's or unique index's name; empty where the database names none */
    public static String of(DataIntegrityViolationException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException postgres) {
                ServerErrorMessage message = postgres.getServerErrorMessage();
                String name = message == null ? null : message.getConstraint();
                return name == null ? "" : name;
            }
        }
        return "";
    }
}
