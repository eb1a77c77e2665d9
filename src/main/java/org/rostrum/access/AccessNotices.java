package org.rostrum.access;

import java.util.Collection;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.RightsChanged;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells every node at once that what somebody may do has changed: whoever holds a connection of theirs asks again. Within
 * a transaction the notice goes out with its commit. That a session is over the database tells by itself.
 */
@Component
public class AccessNotices {

    /** The channel of PostgreSQL's NOTIFY; the payload is a person's id, or {@link #EVERYBODY}. */
    public static final String CHANNEL = "rostrum_access";

    /** What may concern anybody, as that a group's documents are no longer for all members. */
    public static final String EVERYBODY = "*";

    private final JdbcClient jdbc;

    AccessNotices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void changed(PersonId person) {
        notify(person.toString());
    }

    public void changed(Collection<PersonId> people) {
        notify(people.stream().map(PersonId::toString).toArray(String[]::new));
    }

    private void notify(String... payloads) {
        jdbc.sql("select pg_notify(:channel, payload) from unnest(:payloads) payload")
                .param("channel", CHANNEL)
                .param("payloads", payloads)
                .query((row, n) -> "")
                .list();
    }

    @EventListener
    void rightsChanged(RightsChanged event) {
        if (event.everybody()) {
            notify(EVERYBODY);
        } else {
            changed(event.people());
        }
    }
}
