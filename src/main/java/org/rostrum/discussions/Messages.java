package org.rostrum.discussions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.discussions.MessageView.Quoted;
import org.rostrum.discussions.MessageView.Reactions;
import org.rostrum.discussions.MessageView.Withheld;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Messages of a thread, for pages. Who asks has found the thread through {@link Threads}, which is the permission. */
@Service
public class Messages {

    /** Characters of a quoted message that are shown with the one that quotes it. */
    static final int QUOTED = 200;

    /** What is withheld does not leave the database. */
    private static final String VIEW = """
            select m.id, m.thread_id, m.seq, m.author_id, m.author_name, m.author_organization, m.at,
                   m.deleted_at is not null or m.hidden_at is not null as withheld, m.hidden_reason,
                   case when m.deleted_at is null and m.hidden_at is null then m.text else '' end as text,
                   case when m.deleted_at is null and m.hidden_at is null then m.html end as html,
                   m.changed_seq, m.version, m.edited_at, m.pinned_at is not null as pinned,
                   m.recorded_at is not null as recorded, m.quotes, q.author_name as quoted_author,
                   case when q.deleted_at is null and q.hidden_at is null then left(q.text, %d) else '' end as quoted_text,
                   r.reactions
              from message m
              left join message q on q.room_id = m.room_id and q.seq = m.quotes
              left join lateral (
                select string_agg(c.reaction || ' ' || c.people, ',') as reactions
                  from (select x.reaction, count(*) as people from message_reaction x
                         where x.message_id = m.id group by x.reaction) c) r on true
            """.formatted(QUOTED);

    private final JdbcClient jdbc;

    Messages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A room's after a number, in order, in all threads. */
    public List<MessageView> after(RoomId room, long seq, long upTo, int limit) {
        return jdbc.sql(VIEW + """
                         where m.room_id = :room and m.seq > :seq and m.seq <= :upTo
                         order by m.room_id, m.seq limit :limit""")
                .param("room", room.value())
                .param("seq", seq)
                .param("upTo", upTo)
                .param("limit", limit)
                .query(Messages::view)
                .list();
    }

    /**
     * Some of a thread, and what is pinned in it.
     *
     * @param messages in order
     */
    public record Excerpt(List<MessageView> messages, List<MessageView> pinned) {}

    /** The newest of those before a number, and what is pinned in the thread, in one statement. */
    public Excerpt excerpt(ThreadId thread, long seq, int limit) {
        // Both columns in the ORDER BY: it names the index's order, so that no plan sorts a thread of thousands.
        List<MessageView> all = jdbc.sql(VIEW + """
                         where m.id in (
                           (select id from message
                             where thread_id = :thread and seq < :seq order by thread_id desc, seq desc limit :limit)
                           union
                           select id from message where thread_id = :thread and pinned_at is not null)
                         order by m.seq""")
                .param("thread", thread.value())
                .param("seq", seq)
                .param("limit", limit)
                .query(Messages::view)
                .list();
        List<MessageView> earlier =
                all.stream().filter(message -> message.seq() < seq).toList();
        return new Excerpt(
                earlier.subList(Math.max(0, earlier.size() - limit), earlier.size()),
                all.stream().filter(MessageView::pinned).toList());
    }

    /** One of a room, by its number in the log. */
    public Optional<MessageView> find(RoomId room, long seq) {
        return jdbc.sql(VIEW + "where m.room_id = :room and m.seq = :seq")
                .param("room", room.value())
                .param("seq", seq)
                .query(Messages::view)
                .optional();
    }

    /** @throws NotFound where the room has no message of this number */
    public MessageView require(RoomId room, long seq) {
        return find(room, seq).orElseThrow(() -> new NotFound("message"));
    }

    /** What is pinned in a thread, in order. */
    public List<MessageView> pinned(ThreadId thread) {
        return jdbc.sql(VIEW + "where m.thread_id = :thread and m.pinned_at is not null order by m.thread_id, m.seq")
                .param("thread", thread.value())
                .query(Messages::view)
                .list();
    }

    /** What somebody reacted with, of the messages from a number on: by the message's number. */
    public Map<Long, Set<Reaction>> reactionsOf(PersonId person, ThreadId thread, long from) {
        return jdbc
                .sql("""
                        select m.seq, r.reaction
                          from message_reaction r join message m on m.id = r.message_id
                         where r.person_id = :person and m.thread_id = :thread and m.seq >= :from""")
                .param("person", person.value())
                .param("thread", thread.value())
                .param("from", from)
                .query((row, n) -> Map.entry(row.getLong("seq"), Reaction.of(row.getString("reaction"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        TreeMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toCollection(TreeSet::new))));
    }

    private static MessageView view(ResultSet row, int n) throws SQLException {
        Timestamp edited = row.getTimestamp("edited_at");
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
                row.getTimestamp("at").toInstant(),
                row.getLong("changed_seq"),
                row.getInt("version"),
                edited == null ? null : edited.toInstant(),
                row.getBoolean("withheld") ? new Withheld(row.getString("hidden_reason")) : null,
                row.getBoolean("pinned"),
                row.getBoolean("recorded"),
                quoted(row),
                reactions(row.getString("reactions")));
    }

    private static @Nullable Quoted quoted(ResultSet row) throws SQLException {
        String author = row.getString("quoted_author");
        return author == null ? null : new Quoted(row.getLong("quotes"), author, row.getString("quoted_text"));
    }

    private static List<Reactions> reactions(@Nullable String counted) {
        return counted == null
                ? List.of()
                : Arrays.stream(counted.split(",", -1))
                        .map(one -> {
                            int space = one.indexOf(' ');
                            return new Reactions(
                                    Reaction.of(one.substring(0, space)), Integer.parseInt(one.substring(space + 1)));
                        })
                        .sorted(Comparator.comparing(Reactions::reaction))
                        .toList();
    }
}
