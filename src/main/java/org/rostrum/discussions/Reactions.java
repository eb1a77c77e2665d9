package org.rostrum.discussions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private final HeldMessages held;
    private final Moderation moderation;
    private final RoomLog log;
    private final Pace pace;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Reactions(
            Meetings meetings,
            HeldMessages held,
            Moderation moderation,
            RoomLog log,
            Pace pace,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.meetings = meetings;
        this.held = held;
        this.moderation = moderation;
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
     * @throws Refusal where the message is no longer shown, its discussion is closed, the room is read only, or the viewer
     *     muted in it
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
            // Under the room's lock, so that each event's count is right.
            HeldMessage message = held.hold(room, seq);
            boolean had = has(message, by.person(), reaction);
            boolean on = wanted == null ? !had : wanted;
            if (on && !had) {
                requireOpen(message);
                // Slow mode counts words, and who may say nothing may still take back what they said before.
                moderation.terms(meeting, viewer).require();
            }
            if (on != had) {
                write(message, by.person(), reaction, on);
            }
            Reacted reacted = new Reacted(seq, new ThreadId(message.thread()), reaction, on, count(message, reaction));
            if (on != had) {
                long changed =
                        log.append(room, MESSAGE_REACTED, by, reacted, null).seq();
                jdbc.sql("update message set changed_seq = :changed where id = :id")
                        .param("changed", changed)
                        .param("id", message.id())
                        .update();
            }
            return reacted;
        });
    }

    private static void requireOpen(HeldMessage message) {
        if (message.deleted() || message.hidden()) {
            throw Refusal.conflict("This message is no longer shown.");
        }
        if (message.threadClosed()) {
            throw Refusal.conflict("This discussion is closed.");
        }
    }

    private boolean has(HeldMessage message, PersonId person, Reaction reaction) {
        return jdbc.sql("""
                        select exists (select from message_reaction
                                        where message_id = :message and reaction = :reaction and person_id = :person)""")
                .param("message", message.id())
                .param("reaction", reaction.code())
                .param("person", person.value())
                .query(Boolean.class)
                .single();
    }

    private void write(HeldMessage message, PersonId person, Reaction reaction, boolean on) {
        jdbc.sql(on ? """
                        insert into message_reaction (message_id, reaction, person_id, at)
                        values (:message, :reaction, :person, now())""" : """
                        delete from message_reaction
                         where message_id = :message and reaction = :reaction and person_id = :person""")
                .param("message", message.id())
                .param("reaction", reaction.code())
                .param("person", person.value())
                .update();
    }

    private int count(HeldMessage message, Reaction reaction) {
        return jdbc.sql("select count(*) from message_reaction where message_id = :message and reaction = :reaction")
                .param("message", message.id())
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
