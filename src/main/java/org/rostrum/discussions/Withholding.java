package org.rostrum.discussions;

import java.sql.Timestamp;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomLog;
import org.rostrum.rooms.RoomLog.Appended;
import org.rostrum.rooms.WithheldEvents;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Typed;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes a message's words out of what can be read: its author for good, the chair until they show it again. A trace says
 * that something stood there and why it does not. The words go from the log's reading as well, and with them every quote.
 */
@Service
public class Withholding {

    private static final int LONGEST_REASON = 500;

    private final Meetings meetings;
    private final HeldMessages held;
    private final Messages messages;
    private final RoomLog log;
    private final WithheldEvents withheld;
    private final Pace pace;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;

    Withholding(
            Meetings meetings,
            HeldMessages held,
            Messages messages,
            RoomLog log,
            WithheldEvents withheld,
            Pace pace,
            ApplicationEventPublisher events,
            JdbcClient jdbc) {
        this.meetings = meetings;
        this.held = held;
        this.messages = messages;
        this.log = log;
        this.withheld = withheld;
        this.pace = pace;
        this.events = events;
        this.jdbc = jdbc;
    }

    private record Deleted(long message, UUID thread) {}

    private record Hidden(long message, UUID thread, String reason) {}

    private record Shown(
            long message,
            UUID thread,
            String text,
            @Nullable String html) {}

    /** Of one's own, also in a discussion that is closed: what one wishes one had not said does not wait for it. */
    @Transactional
    public MessageView delete(Viewer viewer, RoomId room, long seq) {
        require(Act.DISCUSS, viewer, room);
        HeldMessage message = held.hold(room, seq);
        message.requireBy(viewer, "delete this message");
        if (!message.deleted()) {
            message.requireShown();
            pace.take(viewer.requirePerson(), room);
            Appended appended = log.append(
                    room, "message.deleted", Author.of(viewer), new Deleted(message.seq(), message.thread()), null);
            jdbc.sql("""
                            update message
                               set deleted_at = :at, deleted_by = :by, pinned_at = null, pinned_by = null, changed_seq = :seq
                             where id = :id""")
                    .param("id", message.id())
                    .param("at", Timestamp.from(appended.at()))
                    .param("by", viewer.requirePerson().value())
                    .param("seq", appended.seq())
                    .update();
            settle(message);
        }
        return messages.require(room, seq);
    }

    /** @param reason everybody reads it in the message's place */
    @Transactional
    public MessageView hide(Viewer viewer, RoomId room, long seq, @Nullable String reason) {
        MeetingView meeting = require(Act.RUN_FLOOR, viewer, room);
        String why = Typed.line("reason", "reason", reason, LONGEST_REASON);
        HeldMessage message = held.hold(room, seq);
        if (!message.hidden()) {
            message.requireShown();
            Appended appended = log.append(
                    room, "message.hidden", Author.of(viewer), new Hidden(message.seq(), message.thread(), why), null);
            jdbc.sql("""
                            update message
                               set hidden_at = :at, hidden_by = :by, hidden_reason = :reason,
                                   pinned_at = null, pinned_by = null, changed_seq = :seq
                             where id = :id""")
                    .param("id", message.id())
                    .param("at", Timestamp.from(appended.at()))
                    .param("by", viewer.requirePerson().value())
                    .param("reason", why)
                    .param("seq", appended.seq())
                    .update();
            settle(message);
            note("message.hidden", viewer, meeting, message, null, why);
        }
        return messages.require(room, seq);
    }

    @Transactional
    public MessageView show(Viewer viewer, RoomId room, long seq) {
        MeetingView meeting = require(Act.RUN_FLOOR, viewer, room);
        HeldMessage message = held.hold(room, seq);
        if (message.hidden()) {
            String was = Objects.requireNonNull(messages.require(room, seq).withheld())
                    .reason();
            Appended appended = log.append(
                    room,
                    "message.shown",
                    Author.of(viewer),
                    new Shown(message.seq(), message.thread(), message.text(), message.html()),
                    null);
            jdbc.sql("""
                            update message
                               set hidden_at = null, hidden_by = null, hidden_reason = null, changed_seq = :seq
                             where id = :id""").param("id", message.id()).param("seq", appended.seq()).update();
            settle(message);
            note("message.shown", viewer, meeting, message, was, null);
        }
        return messages.require(room, seq);
    }

    private MeetingView require(Act act, Viewer viewer, RoomId room) {
        MeetingView meeting = meetings.requireIn(room, viewer);
        viewer.require(act, meeting.permissions());
        return meeting;
    }

    /** Without the words: whoever reads the audit log may not be of this group. */
    private void note(
            String action,
            Viewer viewer,
            MeetingView meeting,
            HeldMessage message,
            @Nullable String before,
            @Nullable String after) {
        events.publishEvent(new PrivilegedAct(
                viewer.requirePerson().value(),
                action,
                "meeting",
                meeting.id().toString(),
                before == null ? null : facts(message, before),
                after == null ? null : facts(message, after)));
    }

    private static Map<String, Object> facts(HeldMessage message, String reason) {
        return Map.of("message", message.seq(), "by", message.authorName(), "reason", reason);
    }

    /** Whether the words that an event says, and those it quotes, may be read. */
    private record Words(long seq, boolean withheld, boolean quotedWithheld) {}

    /** Settles how every event is read that holds words of this message. */
    private void settle(HeldMessage message) {
        Map<Long, Words> words = new HashMap<>();
        jdbc.sql("""
                        select e.seq, m.deleted_at is not null or m.hidden_at is not null as withheld,
                               q.deleted_at is not null or q.hidden_at is not null as quoted_withheld
                          from (select seq, seq as message from message where room_id = :room and seq = :seq
                                union all
                                select seq, seq from message where room_id = :room and quotes = :seq
                                union all
                                select seq, :seq from room_event
                                 where room_id = :room and type in ('message.edited', 'message.shown')
                                   and event::jsonb #>> '{data,message}' = :text) e
                          join message m on m.room_id = :room and m.seq = e.message
                          left join message q on q.room_id = :room and q.seq = m.quotes""")
                .param("room", message.room().value())
                .param("seq", message.seq())
                .param("text", Long.toString(message.seq()))
                .query(Words.class)
                .list()
                .forEach(one -> words.put(one.seq(), one));
        withheld.settle(
                message.room(),
                words.keySet(),
                event -> blank(
                        event,
                        Objects.requireNonNull(words.get(event.path("seq").asLong()))));
    }

    private static boolean blank(ObjectNode event, Words words) {
        ObjectNode data = (ObjectNode) event.get("data");
        boolean quotes = words.quotedWithheld() && data.has("quotes");
        if (words.withheld()) {
            data.put("text", "").putNull("html").put("withheld", true);
        }
        if (quotes) {
            ((ObjectNode) data.get("quotes")).put("text", "");
        }
        return words.withheld() || quotes;
    }
}
