package org.rostrum.discussions;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How far each person has read each thread. Of one message, whoever may read it sees who else has. */
@Service
public class Readings {

    /** A page says "99+"; counting further would cost more the longer somebody was away. */
    private static final int COUNTED = 100;

    private final JdbcClient jdbc;

    Readings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param upTo the last seq read; 0 where the person has not read the thread yet
     * @param unread messages of others after that, counted up to a hundred
     */
    public record Reading(long upTo, int unread) {

        public static final Reading NEVER = new Reading(0, 0);
    }

    /** Of every thread of a room. */
    public Map<ThreadId, Reading> of(PersonId person, RoomId room) {
        // In the index's order, so that no plan looks for a thread's few messages among all that was ever said.
        return jdbc
                .sql("""
                        select t.id, coalesce(r.seq, 0) as up_to,
                               (select count(*)
                                  from (select 1
                                          from message m
                                         where m.thread_id = t.id and m.seq > coalesce(r.seq, 0)
                                           and t.last_seq > coalesce(r.seq, 0)
                                           and m.author_id <> :person
                                         order by m.thread_id, m.seq
                                         limit :counted) unread) as unread
                          from thread t
                          left join thread_reading r on r.thread_id = t.id and r.person_id = :person
                         where t.room_id = :room""")
                .param("person", person.value())
                .param("room", room.value())
                .param("counted", COUNTED)
                .query((row, n) -> Map.entry(
                        new ThreadId(row.getObject("id", UUID.class)),
                        new Reading(row.getLong("up_to"), row.getInt("unread"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Who has read a message, of one organisation.
     *
     * @param organization null for staff, guests and who represents nobody now
     */
    public record Readers(@Nullable String organization, List<String> people) {}

    /** Who has read a message beside its author, by organisation. The message is the permission. */
    public List<Readers> of(MessageView message) {
        return jdbc.sql("""
                        select o.name as organization, array_agg(p.name order by p.name, p.id) as people
                          from thread_reading r
                          join person p on p.id = r.person_id
                          left join current_delegation d on d.person_id = p.id
                          left join organization o on o.id = d.organization_id
                         where r.thread_id = :thread and r.seq >= :seq and r.person_id <> :author
                         group by o.id, o.name order by o.name nulls last""")
                .param("thread", message.thread().value())
                .param("seq", message.seq())
                .param("author", message.by().person().value())
                .query((row, n) -> new Readers(row.getString("organization"), List.of((String[])
                        row.getArray("people").getArray())))
                .list();
    }

    /** Notes that everything up to a seq has been on the person's screen; a lower one than before changes nothing. */
    @Transactional
    public void readUpTo(PersonId person, ThreadId thread, long seq) {
        jdbc.sql("""
                        insert into thread_reading as known (person_id, thread_id, seq)
                        select :person, t.id, least(:seq, r.last_seq)
                          from thread t
                          join room r on r.id = t.room_id
                         where t.id = :thread and least(:seq, r.last_seq) > 0
                        on conflict (person_id, thread_id) do update set seq = excluded.seq
                         where excluded.seq > known.seq""")
                .param("person", person.value())
                .param("thread", thread.value())
                .param("seq", seq)
                .update();
    }
}
