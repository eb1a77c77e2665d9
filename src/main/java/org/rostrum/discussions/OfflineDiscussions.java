package org.rostrum.discussions;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Side discussions that members open beside the agenda, most of them about one contribution. Closed they stay readable;
 * whoever opened one, and the meeting's officers, close and reopen it.
 */
@Service
public class OfflineDiscussions {

    /** Characters of a title. */
    public static final int LONGEST_TITLE = 200;

    private static final String OPENED = "thread.opened";
    private static final String CLOSED = "thread.closed";
    private static final String REOPENED = "thread.reopened";

    private final Meetings meetings;
    private final RoomLog log;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    OfflineDiscussions(Meetings meetings, RoomLog log, JdbcClient jdbc, ApplicationEventPublisher events) {
        this.meetings = meetings;
        this.log = log;
        this.jdbc = jdbc;
        this.events = events;
    }

    /** The contribution that a discussion is about, as the log says it. */
    public record About(UUID id, String number) {}

    /**
     * Opens a discussion, once: an intent that was carried out before gets its first answer again.
     *
     * @param about a contribution of this meeting; null where it is about none
     * @param intent the client's key for this discussion; null where it is not sent again
     */
    @Transactional
    public ThreadId open(
            Viewer viewer, RoomId room, String title, @Nullable ContributionId about, @Nullable String intent) {
        MeetingView meeting = require(viewer, room);
        String line = Typed.line("title", "title", title, LONGEST_TITLE);
        About contribution = about == null
                ? null
                : about(meeting, about)
                        .orElseThrow(() ->
                                Refusal.invalid("about", "This meeting has no such contribution. Choose another."));
        Author by = Author.of(viewer);
        log.lock(room);
        Optional<ThreadId> earlier = intent == null ? Optional.empty() : openedBefore(room, by.person(), intent);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        ThreadId id = new ThreadId(NewId.next());
        log.append(room, OPENED, by, said(id, line, contribution), intent);
        jdbc.sql("""
                        insert into thread (id, room_id, kind, title, about_id, opened_by, opened_at)
                        values (:id, :room, 'OFFLINE', :title, :about, :by, now())""")
                .param("id", id.value())
                .param("room", room.value())
                .param("title", line)
                .param("about", contribution == null ? null : contribution.id())
                .param("by", by.person().value())
                .update();
        return id;
    }

    /** The contribution with its number; empty where it is none of the meeting's. */
    public Optional<About> about(MeetingView meeting, ContributionId contribution) {
        return jdbc.sql("select id, number from contribution where id = :id and meeting_id = :meeting")
                .param("id", contribution.value())
                .param("meeting", meeting.id().value())
                .query((row, n) -> new About(row.getObject("id", UUID.class), row.getString("number")))
                .optional();
    }

    /** What was said stays to be read. Nothing happens where it is closed already. */
    @Transactional
    public void close(Viewer viewer, RoomId room, ThreadId thread) {
        end(viewer, room, thread, true);
    }

    /** Nothing happens where it is open already. */
    @Transactional
    public void reopen(Viewer viewer, RoomId room, ThreadId thread) {
        end(viewer, room, thread, false);
    }

    /** Whether the viewer may close and reopen this thread. */
    public boolean mayEnd(Viewer viewer, MeetingView meeting, ThreadView thread) {
        return thread.kind() == ThreadView.Kind.OFFLINE
                && find(meeting.room(), thread.id())
                        .filter(found -> mayEnd(viewer, meeting, found))
                        .isPresent();
    }

    private record Found(UUID openedBy, String title, boolean closed) {}

    private void end(Viewer viewer, RoomId room, ThreadId thread, boolean close) {
        MeetingView meeting = require(viewer, room);
        // Under the room's lock nobody posts, so nothing is said after the closing.
        log.lock(room);
        Found found = find(room, thread).orElseThrow(() -> new NotFound("thread"));
        if (!mayEnd(viewer, meeting, found)) {
            throw Refusal.forbidden("Whoever opened this discussion closes and reopens it, or the meeting's officers.");
        }
        if (found.closed() == close) {
            return;
        }
        Author by = Author.of(viewer);
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("thread", thread);
        said.put("title", found.title());
        if (close) {
            log.append(room, CLOSED, by, said, null);
        } else {
            log.append(room, REOPENED, by, said, null);
        }
        jdbc.sql("""
                        update thread set closed_at = case when :close then now() end,
                                          closed_by = case when :close then :by::uuid end
                         where id = :thread""")
                .param("close", close)
                .param("by", by.person().value())
                .param("thread", thread.value())
                .update();
        if (!isBy(viewer, found)) {
            events.publishEvent(new PrivilegedAct(
                    by.person().value(),
                    close ? CLOSED : REOPENED,
                    "meeting",
                    meeting.id().toString(),
                    Map.of("discussion", found.title(), "closed", !close),
                    Map.of("discussion", found.title(), "closed", close)));
        }
    }

    private static boolean mayEnd(Viewer viewer, MeetingView meeting, Found found) {
        return viewer.may(Act.WRITE_MINUTES, meeting.permissions())
                || (isBy(viewer, found) && viewer.may(Act.DISCUSS, meeting.permissions()));
    }

    private static boolean isBy(Viewer viewer, Found found) {
        return found.openedBy().equals(viewer.requirePerson().value());
    }

    private MeetingView require(Viewer viewer, RoomId room) {
        MeetingView meeting = meetings.requireIn(room, viewer);
        viewer.require(Act.DISCUSS, meeting.permissions());
        return meeting;
    }

    private Optional<Found> find(RoomId room, ThreadId thread) {
        return jdbc.sql("""
                        select opened_by, title, closed_at is not null as closed
                          from thread where id = :thread and room_id = :room and kind = 'OFFLINE'""")
                .param("thread", thread.value())
                .param("room", room.value())
                .query((row, n) -> new Found(
                        row.getObject("opened_by", UUID.class), row.getString("title"), row.getBoolean("closed")))
                .optional();
    }

    private Optional<ThreadId> openedBefore(RoomId room, PersonId person, String intent) {
        return jdbc.sql("""
                        select type, event::json -> 'data' ->> 'thread' as thread from room_event
                         where room_id = :room and person_id = :person and intent = :intent""")
                .param("room", room.value())
                .param("person", person.value())
                .param("intent", intent)
                .query((row, n) -> {
                    if (!OPENED.equals(row.getString("type"))) {
                        throw Refusal.invalid(
                                "intent",
                                "This key was used before, for something else. Send this with a key of its own.");
                    }
                    return ThreadId.valueOf(row.getString("thread"));
                })
                .optional();
    }

    private static Map<String, @Nullable Object> said(ThreadId thread, String title, @Nullable About about) {
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("thread", thread);
        said.put("title", title);
        said.put("about", about);
        return said;
    }
}
