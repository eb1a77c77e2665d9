package org.rostrum.discussions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.Author;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Messages of a thread, for pages. Who asks has found the thread through {@link Threads}, which is the permission. */
@Service
public class Messages {

    private final JdbcClient jdbc;

    Messages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest, in order. */
    public List<MessageView> latest(ThreadId thread, int limit) {
        return before(thread, Long.MAX_VALUE, limit);
    }

    /** The newest of those before a number, in order. */
    public List<MessageView> before(ThreadId thread, long seq, int limit) {
        // Both columns in the ORDER BY: it names the index's order, so that no plan sorts a thread of thousands.
        return jdbc.sql("""
                        select id, thread_id, seq, author_id, author_name, author_organization, text, html, at
                          from message
                         where thread_id = :thread and seq < :seq
                         order by thread_id desc, seq desc limit :limit""")
                .param("thread", thread.value())
                .param("seq", seq)
                .param("limit", limit)
                .query(Messages::view)
                .list()
                .reversed();
    }

    private static MessageView view(ResultSet row, int n) throws SQLException {
        return new MessageView(
                row.getObject("id", UUID.class),
                new ThreadId(row.getObject("thread_id", UUID.class)),
                row.getLong("seq"),
                new Author(
                        new PersonId(row.getObject("author_id", UUID.class)),
                        row.getString("author_name"),
                        row.getString("author_organization")),
                row.getString("text"),
                row.getString("html"),
                row.getTimestamp("at").toInstant());
    }
}
