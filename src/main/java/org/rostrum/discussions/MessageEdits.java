package org.rostrum.discussions;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.MessageMarkup.Marked;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomLog;
import org.rostrum.rooms.RoomLog.Appended;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says better what one said. What stood there before can be read by whoever reads the message. */
@Service
public class MessageEdits {

    private final Meetings meetings;
    private final HeldMessages held;
    private final Messages messages;
    private final RoomLog log;
    private final MessageMarkup markup;
    private final Mentions mentions;
    private final Pace pace;
    private final Moderation moderation;
    private final JdbcClient jdbc;

    MessageEdits(
            Meetings meetings,
            HeldMessages held,
            Messages messages,
            RoomLog log,
            MessageMarkup markup,
            Mentions mentions,
            Pace pace,
            Moderation moderation,
            JdbcClient jdbc) {
        this.meetings = meetings;
        this.held = held;
        this.messages = messages;
        this.log = log;
        this.markup = markup;
        this.mentions = mentions;
        this.pace = pace;
        this.moderation = moderation;
        this.jdbc = jdbc;
    }

    /** The event's data on the wire. */
    private record Edited(
            long message,
            UUID thread,
            int version,
            String text,
            @Nullable String html) {}

    /**
     * A text that is there already changes nothing, whatever version the editor knew: so a retry is safe.
     *
     * @param version the one that whoever edits had before them
     * @return the message as it reads now
     * @throws EditedMeanwhile where that is no longer the latest
     */
    @Transactional
    public MessageView edit(Viewer viewer, RoomId room, long seq, String typed, int version) {
        MeetingView meeting = meetings.requireIn(room, viewer);
        viewer.require(Act.DISCUSS, meeting.permissions());
        moderation.terms(meeting, viewer).require();
        String text = MessageText.of(typed).value();
        // Before the room is locked, because others wait for that.
        Marked marked = markup.of(text, meeting);
        HeldMessage message = held.hold(room, seq);
        message.requireBy(viewer, "edit this message");
        message.requireShown();
        message.requireOpenThread();
        if (!text.equals(message.text())) {
            if (version != message.version()) {
                throw new EditedMeanwhile(message.version(), message.text());
            }
            pace.take(viewer.requirePerson(), room);
            write(message, text, marked.html(), Author.of(viewer));
            mentions.tell(Author.of(viewer), meeting, message.id(), seq, marked.named());
        }
        return messages.require(room, seq);
    }

    private void write(HeldMessage message, String text, @Nullable String html, Author by) {
        int version = message.version() + 1;
        Appended appended = log.append(
                message.room(),
                "message.edited",
                by,
                new Edited(message.seq(), message.thread(), version, text, html),
                null);
        jdbc.sql("""
                        insert into message_version (message_id, version, text, html, at)
                        select id, version, text, html, coalesce(edited_at, at) from message where id = :id""").param("id", message.id()).update();
        jdbc.sql("""
                        update message
                           set text = :text, html = :html, version = :version, edited_at = :at, changed_seq = :seq
                         where id = :id""")
                .param("id", message.id())
                .param("text", text)
                .param("html", html)
                .param("version", version)
                .param("at", Timestamp.from(appended.at()))
                .param("seq", appended.seq())
                .update();
    }

    /** What a message said from some moment on. */
    public record Version(
            int version, String text, @Nullable String html, Instant at) {}

    /** All that a message said before it was edited, the first first; nothing where it is withheld. */
    public List<Version> before(MessageView message) {
        if (message.version() == 1 || message.withheld() != null) {
            return List.of();
        }
        return jdbc.sql("select version, text, html, at from message_version where message_id = :id order by version")
                .param("id", message.id())
                .query((row, n) -> new Version(
                        row.getInt("version"),
                        row.getString("text"),
                        row.getString("html"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }
}
