package org.rostrum.discussions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Answers a message without a word, and takes that back. */
@Service
public class Reactions {

    static final String MESSAGE_REACTED = "message.reacted";

    private final Meetings meetings;
    private final RoomLog log;
    private final Pace pace;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Reactions(Meetings meetings, RoomLog log, Pace pace, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.meetings = meetings;
        this.log = log;
        this.pace = pace;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * How a message stands after somebody reacted.
     *
     * @param on whether this person's reaction is on it now
     * @param count of people who reacted so
     */
    public record Reacted(long message, ThreadId thread, Reaction reaction, boolean on, int count) {}

    /**
     * Reacts to a message, or takes it back. What is so already stays so, and nobody hears of it.
     *
     * @throws NotFound where there is no such message, or none the viewer may see
     * @throws Refusal where the message is no longer shown, or its discussion is closed
     * @throws SlowDown when the viewer does this too fast here
     */
    public Reacted react(Viewer viewer, RoomId room, long seq, Reaction reaction, boolean on) {
        return react(viewer, room, seq, reaction, (Boolean) on);
    }

    /** Reacts where they have not, and takes it back where they have. */
    public Reacted toggle(Viewer viewer, RoomId room, long seq, Reaction reaction) {
        return react(viewer, room, seq, reaction, null);
    }

    private Reacted react(Viewer viewer, RoomId room, long seq, Reaction reaction, @Nullable Boolean wanted) {
        MeetingView meeting = meetings.requireIn(room, viewer);
        viewer.require(Act.DISCUSS, meeting.permissions());
        Author by = Author.of(viewer);
        pace.take(by.person(), room);
        return transaction.execute(status -> {
            // Those who react in one room take turns, so that each event's count is right.
            log.lock(room);
            Target target = target(room, seq);
            boolean had = has(target, by.person(), reaction);
            boolean on = wanted == null ? !had : wanted;
            if (on && !had) {
                target.requireOpen();
            }
            if (on != had) {
                write(target, by.person(), reaction, on);
            }
            Reacted reacted = new Reacted(seq, target.thread(), reaction, on, count(target, reaction));
            if (on != had) {
                long changed =
                        log.append(room, MESSAGE_REACTED, by, reacted, null).seq();
                jdbc.sql("update message set changed_seq = :changed where id = :id")
                        .param("changed", changed)
                        .param("id", target.id())
                        .update();
            }
            return reacted;
        });
    }

    private record Target(UUID id, ThreadId thread, boolean withheld, boolean closed) {
        void requireOpen() {
            if (withheld) {
                throw Refusal.conflict("This message is no longer shown.");
            }
            if (closed) {
                throw Refusal.conflict("This discussion is closed.");
            }
        }
    }

    private Target target(RoomId room, long seq) {
        return jdbc.sql("""
                        select m.id, m.thread_id, m.deleted_at is not null or m.hidden_at is not null as withheld,
                               t.closed_at is not null as closed
                          from message m join thread t on t.id = m.thread_id
                         where m.room_id = :room and m.seq = :seq""")
                .param("room", room.value())
                .param("seq", seq)
                .query((row, n) -> new Target(
                        row.getObject("id", UUID.class),
                        new ThreadId(row.getObject("thread_id", UUID.class)),
                        row.getBoolean("withheld"),
                        row.getBoolean("closed")))
                .optional()
                .orElseThrow(() -> new NotFound("message"));
    }

    private boolean has(Target target, PersonId person, Reaction reaction) {
        return jdbc.sql("""
                        select exists (select from message_reaction
                                        where message_id = :message and reaction = :reaction and person_id = :person)""")
                .param("message", target.id())
                .param("reaction", reaction.code())
                .param("person", person.value())
                .query(Boolean.class)
                .single();
    }

    private void write(Target target, PersonId person, Reaction reaction, boolean on) {
        jdbc.sql(on ? """
                        insert into message_reaction (message_id, reaction, person_id, at)
                        values (:message, :reaction, :person, now())""" : """
                        delete from message_reaction
                         where message_id = :message and reaction = :reaction and person_id = :person""")
                .param("message", target.id())
                .param("reaction", reaction.code())
                .param("person", person.value())
                .update();
    }

    private int count(Target target, Reaction reaction) {
        return jdbc.sql("select count(*) from message_reaction where message_id = :message and reaction = :reaction")
                .param("message", target.id())
                .param("reaction", reaction.code())
                .query(Integer.class)
                .single();
    }

    /** Who reacted, by their names of today. */
    public record Reactor(String name, @Nullable String organization) {}

    /** Who reacted how to a message, the earliest first. The meeting is the permission. */
    public Map<Reaction, List<Reactor>> of(MeetingView meeting, long seq) {
        Map<Reaction, List<Reactor>> reacted = new TreeMap<>();
        jdbc.sql("""
                        select r.reaction, p.name, o.name as organization
                          from message m
                          join message_reaction r on r.message_id = m.id
                          join person p on p.id = r.person_id
                          left join current_delegation d on d.person_id = p.id
                          left join organization o on o.id = d.organization_id
                         where m.room_id = :room and m.seq = :seq
                         order by r.at, p.id""").param("room", meeting.room().value()).param("seq", seq).query(row -> {
            reacted.computeIfAbsent(Reaction.of(row.getString("reaction")), reaction -> new ArrayList<>())
                    .add(new Reactor(row.getString("name"), row.getString("organization")));
        });
        return reacted;
    }
}
