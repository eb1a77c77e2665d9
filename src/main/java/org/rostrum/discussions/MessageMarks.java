package org.rostrum.discussions;

import java.sql.Timestamp;
import java.util.Map;
import java.util.UUID;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomLog;
import org.rostrum.rooms.RoomLog.Appended;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Marks a message: pinned, it stands at the head of its thread; for the record, it goes into the minutes. */
@Service
public class MessageMarks {

    /** Of one thread: what is all pinned is not found again. */
    static final int MOST_PINNED = 10;

    private final Meetings meetings;
    private final HeldMessages held;
    private final Messages messages;
    private final RoomLog log;
    private final Pace pace;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;

    MessageMarks(
            Meetings meetings,
            HeldMessages held,
            Messages messages,
            RoomLog log,
            Pace pace,
            ApplicationEventPublisher events,
            JdbcClient jdbc) {
        this.meetings = meetings;
        this.held = held;
        this.messages = messages;
        this.log = log;
        this.pace = pace;
        this.events = events;
        this.jdbc = jdbc;
    }

    private record Marked(long message, UUID thread) {}

    /** By who keeps the meeting's order: its chair or its secretary. */
    @Transactional
    public MessageView pin(Viewer viewer, RoomId room, long seq, boolean pinned) {
        MeetingView meeting = meetings.requireIn(room, viewer);
        viewer.require(Act.WRITE_MINUTES, meeting.permissions());
        HeldMessage message = held.hold(room, seq);
        if (message.pinned() != pinned) {
            if (pinned) {
                message.requireShown();
                requireRoom(message);
            }
            Appended appended = log.append(
                    room,
                    pinned ? "message.pinned" : "message.unpinned",
                    Author.of(viewer),
                    new Marked(message.seq(), message.thread()),
                    null);
            mark(message, "pinned", pinned, viewer, appended);
            note(pinned ? "message.pinned" : "message.unpinned", viewer, meeting, message);
        }
        return messages.require(room, seq);
    }

    /** By its author, or by whoever writes the minutes. */
    @Transactional
    public MessageView record(Viewer viewer, RoomId room, long seq, boolean recorded) {
        MeetingView meeting = meetings.requireIn(room, viewer);
        viewer.require(Act.DISCUSS, meeting.permissions());
        HeldMessage message = held.hold(room, seq);
        boolean writesMinutes = viewer.may(Act.WRITE_MINUTES, meeting.permissions());
        if (!message.isBy(viewer) && !writesMinutes) {
            throw Refusal.forbidden(
                    "What goes into the minutes is said by its author, or by the secretary and the chair.");
        }
        if (message.recorded() != recorded) {
            if (recorded) {
                message.requireShown();
            }
            pace.take(viewer.requirePerson(), room);
            Appended appended = log.append(
                    room,
                    recorded ? "message.recorded" : "message.unrecorded",
                    Author.of(viewer),
                    new Marked(message.seq(), message.thread()),
                    null);
            mark(message, "recorded", recorded, viewer, appended);
            if (!message.isBy(viewer)) {
                note(recorded ? "message.recorded" : "message.unrecorded", viewer, meeting, message);
            }
        }
        return messages.require(room, seq);
    }

    private void requireRoom(HeldMessage message) {
        int pinned = jdbc.sql("select count(*) from message where thread_id = :thread and pinned_at is not null")
                .param("thread", message.thread())
                .query(Integer.class)
                .single();
        if (pinned >= MOST_PINNED) {
            throw Refusal.conflict(
                    MOST_PINNED + " messages are pinned in this thread already. Unpin one of them first.");
        }
    }

    private void mark(HeldMessage message, String what, boolean is, Viewer viewer, Appended appended) {
        jdbc.sql("""
                        update message
                           set %1$s_at = :at, %1$s_by = :by, changed_seq = :seq
                         where id = :id""".formatted(what))
                .param("id", message.id())
                .param("at", is ? Timestamp.from(appended.at()) : null)
                .param("by", is ? viewer.requirePerson().value() : null)
                .param("seq", appended.seq())
                .update();
    }

    private void note(String action, Viewer viewer, MeetingView meeting, HeldMessage message) {
        events.publishEvent(new PrivilegedAct(
                viewer.requirePerson().value(),
                action,
                "meeting",
                meeting.id().toString(),
                null,
                Map.of("message", message.seq(), "by", message.authorName())));
    }
}
