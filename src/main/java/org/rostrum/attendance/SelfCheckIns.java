package org.rostrum.attendance;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.rostrum.rooms.RoomId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts as present remotely who is in a meeting's room while the meeting goes on. It compares what the nodes say now
 * with what is on record, and writes the difference: the same statements for one and for three hundred people, for a
 * second tab, a second device and a second node, for a client that came back, and for a node that never said goodbye.
 * Which is why it may be asked as often as one likes, by whoever noticed something.
 */
@Service
class SelfCheckIns {

    /** Who is away no longer than this was there all the time: the Wi-Fi is bad. */
    static final Duration RETURN = Duration.ofMinutes(10);

    /** Who attends, by all nodes that are alive. */
    private static final String ATTENDING = """
            attending as (
              select distinct person_id from room_presence p, unnest(p.attending) person_id
               where p.room_id = :room and p.until > now())
            """;

    /**
     * An interval ends with the meeting, or when its person was last seen: a node that died is believed until its row ran
     * out. The row is looked at only for those whom no living node has.
     */
    private static final String LEAVE = "with " + ATTENDING + """
            update attendance a
               set left_at = greatest(a.arrived_at, least(:now, m.ends_at, coalesce((
                     select max(p.until) from room_presence p
                      where p.room_id = m.room_id and p.until <= now() and a.person_id = any(p.attending)), :now))),
                   left_recorded_at = :now, version = a.version + 1
              from meeting m
             where m.room_id = :room and a.meeting_id = m.id and a.source = 'SELF' and a.left_at is null
               and (m.ends_at < :now or m.status <> 'SCHEDULED'
                    or a.person_id not in (select person_id from attending))
            """;

    /** Those who are not on record as here yet, neither in this room nor in person at the event it belongs to. */
    private static final String JOINED = """
            joined as (
              select x.person_id, m.id as meeting_id
                from meeting m cross join attending x
               where m.room_id = :room and m.status = 'SCHEDULED' and m.starts_at <= :now and m.ends_at >= :now
                 and not exists (select from reading_along r where r.meeting_id = m.id and r.person_id = x.person_id)
                 and not exists (select from attendance a where a.person_id = x.person_id and a.meeting_id = m.id
                                    and (a.left_at is null or a.left_at > :now))
                 and not exists (select from attendance a left join meeting o on o.id = a.meeting_id
                                  where a.person_id = x.person_id and a.mode = 'IN_PERSON' and a.left_at is null
                                    and coalesce(a.event_id, o.event_id) = m.event_id))
            """;

    /** Only an interval that joining had begun and leaving had ended is continued, not one that somebody corrected. */
    private static final String RETURNED = """
            returned as (
              update attendance a set left_at = null, left_recorded_at = null, version = a.version + 1
                from joined j
               where a.person_id = j.person_id and a.meeting_id = j.meeting_id and a.source = 'SELF'
                 and a.left_at > :returning
                 and not exists (select from attendance l where l.person_id = a.person_id
                                    and l.meeting_id = a.meeting_id and l.arrived_at >= a.arrived_at and l.id <> a.id)
              returning a.person_id)
            """;

    private static final String JOIN = "with " + ATTENDING + "," + JOINED + "," + RETURNED + """
            insert into attendance (id, meeting_id, person_id, organization_id, mode, arrived_at, source, recorded_by,
                                    recorded_at)
            select gen_random_uuid(), j.meeting_id, j.person_id, d.organization_id, 'REMOTE', :now, 'SELF', j.person_id,
                   :now
              from joined j left join current_delegation d on d.person_id = j.person_id
             where j.person_id not in (select person_id from returned)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    SelfCheckIns(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Brings the record of a room's meeting up to who is there now. */
    @Transactional
    public void bringUpToDate(RoomId room) {
        // Not the room's own row: whoever writes into its log must never wait for this.
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .param("name", "attendance/" + room)
                .query(Integer.class)
                .single();
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql(LEAVE).param("room", room.value()).param("now", now).update();
        jdbc.sql(JOIN)
                .param("room", room.value())
                .param("now", now)
                .param("returning", Timestamp.from(now.toInstant().minus(RETURN)))
                .update();
    }

    /**
     * Rooms where time alone may have changed something: a meeting began or ended with people in its room, or nobody is
     * left to say that they went.
     */
    public List<RoomId> due() {
        return jdbc.sql("""
                        select m.room_id from meeting m
                         where m.id in (select meeting_id from attendance where source = 'SELF' and left_at is null)
                        union
                        select m.room_id from room_presence p join meeting m on m.room_id = p.room_id
                         where p.until > now() and cardinality(p.attending) > 0
                           and m.starts_at <= :now and m.ends_at >= :now and m.status = 'SCHEDULED'""")
                .param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> new RoomId(row.getObject("room_id", UUID.class)))
                .list();
    }
}
