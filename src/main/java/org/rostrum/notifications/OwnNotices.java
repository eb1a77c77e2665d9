package org.rostrum.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Page;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What somebody was told, for nobody but them. */
@Service
public class OwnNotices {

    public static final int LARGEST_PAGE = 200;

    /** Nobody counts further, and so the database need not either. */
    public static final int COUNTED = 100;

    private final JdbcClient jdbc;

    OwnNotices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param after the cursor of an earlier page; null for the newest */
    @Transactional(readOnly = true)
    public Page<Notice> of(PersonId person, boolean unreadOnly, @Nullable String after, int limit) {
        Cursor from = Cursor.read(after);
        List<Notice> found = jdbc.sql("""
                        select id, type, title, text, path, told_at, read_at from notice
                         where person_id = :person and (told_at, id) < (:toldAt, :id)
                           and (not :unreadOnly or read_at is null)
                         order by told_at desc, id desc limit :limit""")
                .param("unreadOnly", unreadOnly)
                .param("person", person.value())
                .param("toldAt", Timestamp.from(from.toldAt()))
                .param("id", from.id())
                .param("limit", limit + 1)
                .query((row, n) -> notice(row))
                .list();
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        Notice last = found.get(limit - 1);
        return new Page<>(
                found.subList(0, limit), new Cursor(last.toldAt(), last.id().value()).toString());
    }

    /** How many are unread, {@link #COUNTED} at most: an index holds the unread ones alone. */
    public int unread(PersonId person) {
        return jdbc.sql("""
                        select count(*) from (
                          select 1 from notice where person_id = :person and read_at is null limit :counted) unread""")
                .param("person", person.value())
                .param("counted", COUNTED)
                .query(Integer.class)
                .single();
    }

    /**
     * It is read by this.
     *
     * @return the path of the page it is about
     * @throws NotFound also where it is somebody else's
     */
    @Transactional
    public String open(NoticeId id, PersonId person) {
        return jdbc.sql("""
                        update notice set read_at = coalesce(read_at, now()) where id = :id and person_id = :person
                        returning path""")
                .param("id", id.value())
                .param("person", person.value())
                .query(String.class)
                .optional()
                .orElseThrow(() -> new NotFound("notice"));
    }

    /** @param newest the newest that the reader had before them; what came later they have not seen */
    @Transactional
    public void readAll(PersonId person, NoticeId newest) {
        jdbc.sql("""
                        update notice set read_at = now()
                         where person_id = :person and read_at is null
                           and (told_at, id) <= (select told_at, id from notice where id = :newest and person_id = :person)""")
                .param("person", person.value())
                .param("newest", newest.value())
                .update();
    }

    /** Where they get mail; null for somebody who wants none. */
    public @Nullable String mailTo(PersonId person) {
        return jdbc.sql("""
                        select email from person p where id = :person
                           and not exists (select 1 from no_mail where person_id = p.id)""")
                .param("person", person.value())
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /** Holds from the next news on. */
    @Transactional
    public void wantMail(PersonId person, boolean wanted) {
        jdbc.sql(
                        wanted
                                ? "delete from no_mail where person_id = ?"
                                : "insert into no_mail (person_id, since) values (?, now()) on conflict do nothing")
                .param(person.value())
                .update();
    }

    private static Notice notice(ResultSet row) throws SQLException {
        Timestamp readAt = row.getTimestamp("read_at");
        return new Notice(
                new NoticeId(row.getObject("id", UUID.class)),
                row.getString("type"),
                row.getString("title"),
                row.getString("text"),
                row.getString("path"),
                row.getTimestamp("told_at").toInstant(),
                readAt == null ? null : readAt.toInstant());
    }

    /** Where the list goes on; what cannot be read begins at the newest. */
    private record Cursor(Instant toldAt, UUID id) {

        private static final Cursor NEWEST = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

        static Cursor read(@Nullable String text) {
            if (text == null) {
                return NEWEST;
            }
            String[] parts = text.split("_", -1);
            try {
                return new Cursor(
                        Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS), UUID.fromString(parts[1]));
            } catch (RuntimeException _) {
                return NEWEST;
            }
        }

        @Override
        public String toString() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, toldAt) + "_" + id;
        }
    }
}
