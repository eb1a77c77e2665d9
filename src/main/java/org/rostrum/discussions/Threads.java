package org.rostrum.discussions;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingView;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The threads of a meeting's room. A {@link MeetingView} is the permission to read them: it is only handed out to who
 * may.
 */
@Service
public class Threads {

    /**
     * An item keeps the number and title it had when members last read it on the agenda. A read view over agendas and
     * contributions, so that a room of hundreds of threads is one statement.
     */
    private static final String VIEW = """
            select t.id, t.kind, coalesce(t.agenda_item_id, t.contribution_id, t.about_id) as subject,
                   coalesce(c.number, i.number) as number, coalesce(t.title, i.title, c.title) as title,
                   t.closed_at is not null as closed,
                   coalesce(i.version < (select a.version from agenda a where a.meeting_id = :meeting), false) as gone,
                   t.messages, t.last_seq,
                   coalesce(t.agenda_item_id = (
                     select s.item_id from agenda_stay s where s.meeting_id = :meeting and s.ended_at is null), false) as now
              from thread t
              left join lateral (
                select p.version, p.position, p.number, p.title from agenda_published_item p
                 where p.item_id = t.agenda_item_id and p.meeting_id = :meeting and p.kind <> 'INTERNAL'
                 order by p.version desc limit 1) i on true
              left join contribution c on c.id = coalesce(t.contribution_id, t.about_id)
            """;

    private static final String IN_ORDER = """
             order by case t.kind when 'MEETING' then 0 when 'AGENDA_ITEM' then 1 when 'OFFLINE' then 2 else 3 end,
                      i.version desc, i.position, case t.kind when 'OFFLINE' then t.opened_at end, c.year, c.serial""";

    /** So many contributions are listed whether somebody has talked about them or not. */
    private static final int FEW = 20;

    private final JdbcClient jdbc;
    private final LoadingCache<RoomId, ThreadId> ofMeeting =
            Caffeine.newBuilder().maximumSize(10_000).build(this::findOfMeeting);

    Threads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The meeting's own thread, the agenda's items in their order, offline discussions, the contributions by number. */
    public List<ThreadView> list(MeetingView meeting) {
        return jdbc.sql(VIEW + "where t.room_id = :room " + IN_ORDER)
                .param("room", meeting.room().value())
                .param("meeting", meeting.id().value())
                .query((row, n) -> view(row, meeting))
                .list();
    }

    /**
     * The same without the contributions that nobody has talked about, where there are many: a meeting may have a
     * thousand.
     *
     * @param shown one that is listed in any case; null for none
     */
    public List<ThreadView> listTalkedIn(MeetingView meeting, @Nullable ThreadId shown) {
        return jdbc.sql(VIEW + """
                         where t.room_id = :room
                           and (t.kind <> 'CONTRIBUTION' or t.messages > 0 or t.id = :shown
                                or (select count(*) from thread o
                                     where o.room_id = :room and o.kind = 'CONTRIBUTION') <= :few)
                        """ + IN_ORDER)
                .param("room", meeting.room().value())
                .param("meeting", meeting.id().value())
                .param("shown", shown == null ? null : shown.value(), Types.OTHER)
                .param("few", FEW)
                .query((row, n) -> view(row, meeting))
                .list();
    }

    /** Where something of the room's log is read: a thread, and the number before which a page of it is to end. */
    public record Spot(ThreadId thread, @Nullable Long before) {}

    /**
     * Where an old message, or a line of the log, is read among what was said around it.
     *
     * @param following how many are to follow it on that page
     * @throws NotFound where the room has nothing of that number that a thread shows
     */
    public Spot spot(RoomId room, long seq, int following) {
        return jdbc.sql("""
                        with found as (
                          select t.id, t.kind
                            from room_event e
                            left join message m on m.room_id = e.room_id and m.seq = e.seq
                            join thread t on t.room_id = e.room_id
                                         and (t.id = m.thread_id or m.id is null and t.kind = 'MEETING')
                           where e.room_id = :room and e.seq = :seq and (m.id is not null or e.type not like 'message.%'))
                        select id, (select max(following.seq) from (
                                      (select m.seq from message m where m.thread_id = found.id and m.seq > :seq
                                        order by m.seq limit :following + 1)
                                      union all
                                      (select e.seq from room_event e
                                        where found.kind = 'MEETING' and e.room_id = :room and e.seq > :seq
                                          and e.type not like 'message.%'
                                        order by e.seq limit :following + 1)
                                      order by seq limit :following + 1) following
                                    having count(*) > :following) as before
                          from found""")
                .param("room", room.value())
                .param("seq", seq)
                .param("following", following)
                .query((row, n) ->
                        new Spot(new ThreadId(row.getObject("id", UUID.class)), row.getObject("before", Long.class)))
                .optional()
                .orElseThrow(() -> new NotFound("message"));
    }

    /**
     * One thread of the meeting.
     *
     * @param thread null for the meeting's own
     * @throws NotFound where it is none of this meeting's
     */
    public ThreadView require(MeetingView meeting, @Nullable ThreadId thread) {
        return jdbc.sql(
                        VIEW
                                + "where t.room_id = :room and (t.id = :thread or :thread::uuid is null and t.kind = 'MEETING')")
                .param("room", meeting.room().value())
                .param("meeting", meeting.id().value())
                .param("thread", thread == null ? null : thread.value())
                .query((row, n) -> view(row, meeting))
                .optional()
                .orElseThrow(() -> new NotFound("thread"));
    }

    /** Whether the room has such a thread, and it is not closed. */
    boolean isOpen(RoomId room, ThreadId thread) {
        return jdbc.sql("select exists (select from thread where id = :id and room_id = :room and closed_at is null)")
                .param("id", thread.value())
                .param("room", room.value())
                .query(Boolean.class)
                .single();
    }

    /** The meeting's own thread. A room keeps it for ever, so it is asked for once. */
    ThreadId ofMeeting(RoomId room) {
        return ofMeeting.get(room);
    }

    /** A room has a thread for the meeting from its beginning. */
    @Transactional
    public void open(RoomId room) {
        jdbc.sql("""
                        insert into thread (id, room_id, kind, opened_at) values (:id, :room, 'MEETING', now())
                        on conflict (room_id) where kind = 'MEETING' do nothing""").param("id", NewId.next()).param("room", room.value()).update();
    }

    private ThreadId findOfMeeting(RoomId room) {
        return jdbc.sql("select id from thread where room_id = :room and kind = 'MEETING'")
                .param("room", room.value())
                .query(UUID.class)
                .optional()
                .map(ThreadId::new)
                .orElseThrow(() -> new NotFound("thread"));
    }

    private ThreadView view(ResultSet row, MeetingView meeting) throws SQLException {
        String title = row.getString("title");
        return new ThreadView(
                new ThreadId(row.getObject("id", UUID.class)),
                ThreadView.Kind.valueOf(row.getString("kind")),
                row.getObject("subject", UUID.class),
                row.getString("number"),
                title == null ? meeting.name() : title,
                row.getBoolean("gone"),
                row.getBoolean("closed"),
                row.getLong("messages"),
                row.getLong("last_seq"),
                row.getBoolean("now"));
    }
}
