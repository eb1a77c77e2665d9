package org.rostrum.discussions;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.discussions.Missed.Talk;
import org.rostrum.meetings.MeetingView;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What somebody missed in a room. The statements are as many however much was said, and what they hand over is as long as
 * the room has threads. A {@link MeetingView} is the permission to read it.
 */
@Service
public class CatchingUp {

    /** Of what happened beside the talk; a whole meeting decides on more, which its documents list. */
    private static final int MOST_EVENTS = 300;

    private static final int SPEAKERS = 4;

    private final JdbcClient jdbc;
    private final Threads threads;

    CatchingUp(JdbcClient jdbc, Threads threads) {
        this.jdbc = jdbc;
        this.threads = threads;
    }

    private record From(long after, @Nullable Instant since, long last) {}

    private record Counted(UUID thread, int messages, long first, int people, List<String> speakers) {}

    /**
     * @param after the last number that is known; null for how far the person has read
     * @throws Refusal where it is negative
     */
    public Missed missed(MeetingView meeting, PersonId person, @Nullable Long after) {
        if (after != null && after < 0) {
            throw Refusal.invalid("after", "\"after\" is the last number you have seen, or 0.");
        }
        From from = from(meeting, person, after);
        List<Counted> counted = counted(meeting, person, from);
        Map<UUID, ThreadView> known = counted.isEmpty()
                ? Map.of()
                : threads.listTalkedIn(meeting, null).stream()
                        .collect(Collectors.toMap(thread -> thread.id().value(), Function.identity()));
        List<String> events = events(meeting, from);
        boolean more = events.size() > MOST_EVENTS;
        return new Missed(
                from.after(),
                from.since(),
                from.last(),
                List.copyOf(more ? events.subList(0, MOST_EVENTS) : events).reversed(),
                more,
                counted.stream()
                        .map(one -> talk(known.get(one.thread()), one))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static @Nullable Talk talk(@Nullable ThreadView thread, Counted counted) {
        return thread == null
                ? null
                : new Talk(thread, counted.messages(), counted.first(), counted.people(), counted.speakers());
    }

    private From from(MeetingView meeting, PersonId person, @Nullable Long after) {
        return jdbc.sql("""
                        select f.after, e.at, r.last_seq
                          from room r
                          cross join lateral (
                            select least(r.last_seq, coalesce(:after::bigint, (
                              select max(g.seq) from thread t
                                join thread_reading g on g.thread_id = t.id and g.person_id = :person
                               where t.room_id = r.id), 0)) as after) f
                          left join room_event e on e.room_id = r.id and e.seq = f.after
                         where r.id = :room""")
                .param("room", meeting.room().value())
                .param("person", person.value())
                .param("after", after)
                .query((row, n) -> {
                    Timestamp since = row.getTimestamp("at");
                    return new From(
                            row.getLong("after"), since == null ? null : since.toInstant(), row.getLong("last_seq"));
                })
                .single();
    }

    private List<Counted> counted(MeetingView meeting, PersonId person, From from) {
        return jdbc.sql("""
                        select said.thread_id, sum(said.messages) as messages, min(said.first) as first, count(*) as people,
                               (array_agg(said.name order by said.messages desc, said.first))[1\\:%d] as speakers
                          from (select m.thread_id, max(m.author_name) as name, count(*) as messages, min(m.seq) as first
                                  from message m
                                 where m.room_id = :room and m.seq > :after and m.seq <= :last and m.author_id <> :person
                                   and m.deleted_at is null and m.hidden_at is null
                                 group by m.thread_id, m.author_id) said
                         group by said.thread_id
                         order by messages desc, first""".formatted(SPEAKERS))
                .param("room", meeting.room().value())
                .param("person", person.value())
                .param("after", from.after())
                .param("last", from.last())
                .query(CatchingUp::counted)
                .list();
    }

    private static Counted counted(ResultSet row, int n) throws SQLException {
        Array speakers = row.getArray("speakers");
        List<String> names = new ArrayList<>();
        for (Object name : (Object[]) speakers.getArray()) {
            names.add((String) name);
        }
        return new Counted(
                row.getObject("thread_id", UUID.class),
                row.getInt("messages"),
                row.getLong("first"),
                row.getInt("people"),
                names);
    }

    /** The latest first. What was decided and undone again since then is left out with its undoing. */
    private List<String> events(MeetingView meeting, From from) {
        return jdbc.sql("""
                        select e.event
                          from room_event e
                         where e.room_id = :room and e.seq > :after and e.seq <= :last and e.type not like 'message.%'
                           and e.type not like 'queue.%'
                           and not (e.type in ('contribution.opened', 'contribution.decided', 'contribution.reopened',
                                               'contribution.withdrawn', 'contribution.undone')
                                    and exists (select 1 from contribution_act a
                                                 where a.id = (e.event::json -> 'data' ->> 'act')::uuid
                                                   and a.undone_at is not null and a.done_at >= :since))
                         order by e.room_id desc, e.seq desc limit :limit""")
                .param("room", meeting.room().value())
                .param("after", from.after())
                .param("last", from.last())
                .param("since", Timestamp.from(from.since() == null ? Instant.EPOCH : from.since()))
                .param("limit", MOST_EVENTS + 1)
                .query((row, n) -> row.getString("event"))
                .list();
    }
}
