package org.rostrum.discussions.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.MessageView;
import org.rostrum.discussions.Messages;
import org.rostrum.discussions.OfflineDiscussions;
import org.rostrum.discussions.ReadersMarkup;
import org.rostrum.discussions.Readings;
import org.rostrum.discussions.Readings.Reading;
import org.rostrum.discussions.ThreadId;
import org.rostrum.discussions.ThreadView;
import org.rostrum.discussions.ThreadView.Kind;
import org.rostrum.discussions.Threads;
import org.rostrum.meetings.MeetingView;
import org.rostrum.shared.NotFound;
import org.rostrum.web.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the room's page shows: the threads with what is unread, and one of them. */
@Component
class RoomPages {

    private static final int SHOWN = 50;

    /** Of an old message that is linked to, on the page around it. */
    private static final int FOLLOWING = 25;

    private final Threads threads;
    private final OfflineDiscussions offline;
    private final Messages messages;
    private final ReadersMarkup markup;
    private final Readings readings;
    private final Times times;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    RoomPages(
            Threads threads,
            OfflineDiscussions offline,
            Messages messages,
            ReadersMarkup markup,
            Readings readings,
            Times times,
            JdbcClient jdbc,
            JsonMapper json) {
        this.threads = threads;
        this.offline = offline;
        this.messages = messages;
        this.markup = markup;
        this.readings = readings;
        this.times = times;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Both parts share the statements that both need. */
    record RoomPage(ThreadTree threads, Conversation conversation) {}

    /** @param shown the one that the reader has before them, listed in any case; null where that is not known */
    ThreadTree threads(MeetingView meeting, @Nullable ThreadId shown, Viewer viewer) {
        return tree(threads.listTalkedIn(meeting, shown), readings.of(viewer.requirePerson(), meeting.room()));
    }

    /** How far one has read is known of all threads, of those too that are not listed. */
    private static ThreadTree tree(List<ThreadView> listed, Map<ThreadId, Reading> readings) {
        return ThreadTree.of(listed, readings, Math.max(0, readings.size() - listed.size()));
    }

    /** A page of the thread in which something of the log is read, with what was said before and after it. */
    RoomPage around(MeetingView meeting, long seq, Viewer viewer) {
        Threads.Spot spot = threads.spot(meeting.room(), seq, FOLLOWING);
        return page(meeting, spot.thread(), spot.before(), viewer);
    }

    /**
     * @param thread null for the meeting's
     * @param before null for the latest messages
     */
    RoomPage page(MeetingView meeting, @Nullable ThreadId thread, @Nullable Long before, Viewer viewer) {
        List<ThreadView> all = threads.listTalkedIn(meeting, thread);
        ThreadView shown = all.stream()
                .filter(one ->
                        thread == null ? one.kind() == Kind.MEETING : one.id().equals(thread))
                .findFirst()
                .orElseThrow(() -> new NotFound("thread"));
        Map<ThreadId, Reading> read = readings.of(viewer.requirePerson(), meeting.room());
        return new RoomPage(
                tree(all, read),
                conversation(
                        meeting,
                        shown,
                        before,
                        read.getOrDefault(shown.id(), Reading.NEVER).upTo(),
                        viewer));
    }

    /** What is pinned in a thread, for a page that is open while it changes. */
    List<MessageView> pinned(MeetingView meeting, ThreadId thread) {
        return messages.pinned(threads.require(meeting, thread).id());
    }

    private Conversation conversation(
            MeetingView meeting, ThreadView thread, @Nullable Long before, long readUpTo, Viewer viewer) {
        // One more than is shown tells whether there is more.
        Messages.Excerpt excerpt = messages.excerpt(thread.id(), before == null ? Long.MAX_VALUE : before, SHOWN + 1);
        List<MessageView> said = markup.of(excerpt.messages(), viewer);
        List<LogLine> lines = thread.kind() == Kind.MEETING ? lines(meeting, before) : List.of();
        boolean more = said.size() + lines.size() > SHOWN;
        List<Conversation.Row> rows = Conversation.arranged(
                Conversation.merged(said, lines, SHOWN), times, meeting.timeZone(), viewer.requirePerson(), readUpTo);
        return new Conversation(
                thread,
                title(thread),
                subject(meeting, thread),
                rows,
                more ? rows.getFirst().seq() : null,
                before == null,
                viewer.may(Act.DISCUSS, meeting.permissions()),
                excerpt.pinned(),
                offline.mayEnd(viewer, meeting, thread),
                said.stream().allMatch(message -> message.reactions().isEmpty())
                        ? Map.of()
                        : messages.reactionsOf(
                                viewer.requirePerson(),
                                thread.id(),
                                rows.getFirst().seq()));
    }

    static String title(ThreadView thread) {
        return switch (thread.kind()) {
            case MEETING -> ThreadTree.WHOLE_MEETING;
            case AGENDA_ITEM -> thread.number() == null ? thread.title() : thread.number() + " " + thread.title();
            case OFFLINE, CONTRIBUTION -> thread.title();
        };
    }

    private static @Nullable String subject(MeetingView meeting, ThreadView thread) {
        return switch (thread.kind()) {
            case MEETING -> null;
            case AGENDA_ITEM -> "/meetings/" + meeting.id() + "/agenda#item-" + thread.subject();
            case OFFLINE, CONTRIBUTION -> thread.subject() == null ? null : "/contributions/" + thread.subject();
        };
    }

    private List<LogLine> lines(MeetingView meeting, @Nullable Long before) {
        return jdbc
                .sql("""
                        select event
                          from room_event
                         where room_id = :room and type not like 'message.%' and seq < :before
                           and (type not like 'queue.%' or type = 'queue.called')
                         order by seq desc
                         limit :limit""")
                .param("room", meeting.room().value())
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("limit", SHOWN + 1)
                .query((row, n) -> LogLine.of(json.readTree(row.getString("event")), "/meetings/" + meeting.id()))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }
}
