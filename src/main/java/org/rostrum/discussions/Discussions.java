package org.rostrum.discussions;

import java.sql.Timestamp;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomLog;
import org.rostrum.rooms.RoomLog.Appended;
import org.rostrum.shared.Markdown;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Says something in a room. */
@Service
public class Discussions {

    /** Characters of one message. */
    public static final int LONGEST_MESSAGE = MessageText.LONGEST;

    static final String MESSAGE_POSTED = "message.posted";

    private static final int LONGEST_INTENT = 200;

    private final Meetings meetings;
    private final Threads threads;
    private final RoomLog log;
    private final Markdown markdown;
    private final Pace pace;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Discussions(
            Meetings meetings,
            Threads threads,
            RoomLog log,
            Markdown markdown,
            Pace pace,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.meetings = meetings;
        this.threads = threads;
        this.log = log;
        this.markdown = markdown;
        this.pace = pace;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Where a message stands in the room's log, and its own identifier. */
    public record Posted(long seq, UUID id) {}

    /** The event's data on the wire. */
    record Said(UUID id, UUID thread, String text, @Nullable String html) {}

    /**
     * Posts a message, once: an intent that was carried out before gets its first answer again, also where both attempts
     * arrive in the same instant.
     *
     * @param thread null for the meeting's own
     * @param intent the client's key, made once per message
     * @throws NotFound where there is no such room, or none the viewer may see, or no such thread in it
     * @throws SlowDown when the viewer posts too fast here
     */
    public Posted post(Viewer viewer, RoomId room, @Nullable ThreadId thread, String text, String intent) {
        MeetingView meeting = meetings.in(room, viewer).orElseThrow(() -> new NotFound("room"));
        viewer.require(Act.DISCUSS, meeting.permissions());
        requireIntent(intent);
        Message message = new Message(
                Author.of(viewer),
                room,
                threads.requireId(room, thread),
                MessageText.of(text).value(),
                intent);
        return earlier(message).orElseGet(() -> {
            pace.take(message.by().person(), room);
            try {
                return write(message);
            } catch (DuplicateKeyException _) {
                // The same intent was under way; by now its first attempt is committed.
                return earlier(message).orElseThrow();
            }
        });
    }

    private record Message(Author by, RoomId room, ThreadId thread, String text, String intent) {
        PersonId person() {
            return by.person();
        }
    }

    private static void requireIntent(String intent) {
        if (intent.isBlank()
                || intent.length() > LONGEST_INTENT
                || !intent.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw Refusal.invalid("intent", "The key of an intent is 1 to 200 visible ASCII characters, like a UUID.");
        }
    }

    private Optional<Posted> earlier(Message message) {
        return log.find(message.room(), message.person(), message.intent())
                .map(logged -> jdbc.sql("""
                        select seq, id, thread_id, text from message where room_id = :room and seq = :seq""")
                        .param("room", message.room().value())
                        .param("seq", logged.seq())
                        .query((row, n) -> {
                            boolean same = message.thread().value().equals(row.getObject("thread_id", UUID.class))
                                    && message.text().equals(row.getString("text"));
                            return same ? new Posted(row.getLong("seq"), row.getObject("id", UUID.class)) : null;
                        })
                        .optional()
                        .orElseThrow(() -> Refusal.invalid(
                                "intent",
                                "This key was used before, for something else. Send this with a key of its own.")));
    }

    private Posted write(Message message) {
        // Outside of the transaction, because the room's lock is held in it.
        String html = markdown.toHtmlUnlessPlain(message.text());
        UUID id = NewId.next();
        Said said = new Said(id, message.thread().value(), message.text(), html);
        return transaction.execute(status -> {
            Appended appended = log.append(message.room(), MESSAGE_POSTED, message.by(), said, message.intent());
            insert(message, said, appended);
            return new Posted(appended.seq(), id);
        });
    }

    private void insert(Message message, Said said, Appended appended) {
        jdbc.sql("""
                        insert into message (id, thread_id, room_id, seq, author_id, author_name, author_organization,
                                             text, html, at)
                        values (:id, :thread, :room, :seq, :author, :name, :organization, :text, :html, :at)""")
                .param("id", said.id())
                .param("thread", said.thread())
                .param("room", message.room().value())
                .param("seq", appended.seq())
                .param("author", message.person().value())
                .param("name", message.by().name())
                .param("organization", message.by().organization())
                .param("text", said.text())
                .param("html", said.html())
                .param("at", Timestamp.from(appended.at()))
                .update();
    }
}
