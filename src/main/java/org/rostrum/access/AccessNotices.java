package org.rostrum.access;

import org.rostrum.organizations.PersonId;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.stereotype.Component;

/**
 * Tells every node at once that what somebody may do has changed: whoever holds a connection of theirs asks again. Within
 * a transaction the notice goes out with its commit.
 */
@Component
public class AccessNotices {

    /** The channel of PostgreSQL's NOTIFY; the payload is a person's id. */
    public static final String CHANNEL = "rostrum_access";

    private final JdbcClient jdbc;
    private final Viewers viewers;

    AccessNotices(JdbcClient jdbc, Viewers viewers) {
        this.jdbc = jdbc;
        this.viewers = viewers;
    }

    public void changed(PersonId person) {
        jdbc.sql("select pg_notify(:channel, :person)")
                .param("channel", CHANNEL)
                .param("person", person.toString())
                .query((row, n) -> "")
                .single();
    }

    @EventListener
    void signedOut(LogoutSuccessEvent event) {
        PersonId person = viewers.of(event.getAuthentication()).person();
        if (person != null) {
            changed(person);
        }
    }
}
