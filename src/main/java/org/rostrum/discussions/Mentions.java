package org.rostrum.discussions;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.rostrum.meetings.MeetingView;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.Author;
import org.rostrum.shared.News;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells those whom a message names, each once, however often it is edited. */
@Component
class Mentions {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    Mentions(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /**
     * Without the message's words: a mail cannot be taken back when they are.
     *
     * @param named may all follow the room; the author is told nothing
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(Author by, MeetingView meeting, UUID message, long seq, Collection<PersonId> named) {
        UUID[] others = named.stream()
                .filter(person -> !person.equals(by.person()))
                .map(PersonId::value)
                .toArray(UUID[]::new);
        if (others.length == 0) {
            return;
        }
        List<UUID> fresh = jdbc.sql("""
                        insert into message_mention (message_id, person_id) select :message, unnest(:people)
                        on conflict do nothing returning person_id""")
                .param("message", message)
                .param("people", others)
                .query((row, n) -> row.getObject("person_id", UUID.class))
                .list();
        if (!fresh.isEmpty()) {
            String who = by.organization() == null ? by.name() : by.name() + " (" + by.organization() + ")";
            events.publishEvent(new News(
                    fresh,
                    "message.mention",
                    by.name() + " mentions you in the room of " + meeting.name(),
                    who + " named you in a message. The room has it, and what was said before and after.",
                    "/meetings/" + meeting.id() + "/room?message=" + seq + "#m" + seq));
        }
    }
}
