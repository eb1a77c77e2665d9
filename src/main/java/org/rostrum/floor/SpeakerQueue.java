package org.rostrum.floor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * Who wants to speak, in which order, and who has the floor. Whoever waits may leave or let others go first, and never
 * overtakes. Every change is an event of the room's log; what holds already is not done again.
 */
@Service
public class SpeakerQueue {

    /** Characters of a topic. */
    public static final int LONGEST_TOPIC = 200;

    private static final String JOINED = "queue.joined";
    private static final String LEFT = "queue.left";
    private static final String DEFERRED = "queue.deferred";
    private static final String CALLED = "queue.called";
    private static final String DONE = "queue.done";
    private static final String CLOSED = "queue.closed";
    private static final String REOPENED = "queue.reopened";

    private static final String VIEW = """
            select q.closed, q.last_called, e.id, e.person_id, e.name, e.organization, e.kind, e.topic, e.place,
                   e.joined_at, e.called_at
              from speaker_queue q
              left join queue_entry e on e.room_id = q.room_id and e.ended_at is null
             where q.room_id = :room
             order by e.place""";

    private final Meetings meetings;
    private final RoomLog log;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    SpeakerQueue(Meetings meetings, RoomLog log, JdbcClient jdbc, ApplicationEventPublisher events) {
        this.meetings = meetings;
        this.log = log;
        this.jdbc = jdbc;
        this.events = events;
    }

    /** The queue of a meeting that the asker may follow; one statement. */
    public QueueView of(MeetingView meeting) {
        return view(meeting.room());
    }

    private record Row(
            boolean closed,
            @Nullable EntryId last,
            @Nullable QueueEntry entry) {}

    private QueueView view(RoomId room) {
        List<Row> rows = jdbc.sql(VIEW)
                .param("room", room.value())
                .query((row, n) -> row(row))
                .list();
        if (rows.isEmpty()) {
            return QueueView.UNUSED;
        }
        List<QueueEntry> entries = rows.stream()
                .map(Row::entry)
                .filter(Objects::nonNull)
                .sorted(QueueEntry.ORDER)
                .toList();
        return new QueueView(
                rows.getFirst().closed(),
                entries.stream().filter(QueueEntry::speaking).findFirst().orElse(null),
                entries.stream().filter(entry -> !entry.speaking()).toList(),
                rows.getFirst().last());
    }

    private static Row row(ResultSet row) throws SQLException {
        UUID last = row.getObject("last_called", UUID.class);
        return new Row(
                row.getBoolean("closed"),
                last == null ? null : new EntryId(last),
                row.getObject("id") == null ? null : entry(row));
    }

    private static QueueEntry entry(ResultSet row) throws SQLException {
        Timestamp called = row.getTimestamp("called_at");
        return new QueueEntry(
                new EntryId(row.getObject("id", UUID.class)),
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("name"),
                row.getString("organization"),
                EntryKind.valueOf(row.getString("kind")),
                row.getString("topic"),
                row.getLong("place"),
                row.getTimestamp("joined_at").toInstant(),
                called == null ? null : called.toInstant());
    }

    // --- Who waits ---------------------------------------------------------------------------------------------------

    /**
     * Asks for the floor. Who waits as the same kind already keeps the place, and what they want to speak about is what
     * they said last.
     *
     * @param intent the client's key for this wish; null where it is not sent again
     * @throws Refusal where the queue is closed, unless for a point of order
     */
    @Transactional
    public QueueView join(Viewer viewer, RoomId room, EntryKind kind, String topic, @Nullable String intent) {
        MeetingView meeting = require(viewer, room, Act.DISCUSS);
        String about = Typed.optionalLine("topic", "topic", topic, LONGEST_TOPIC);
        Author by = Author.of(viewer);
        QueueView queue = locked(meeting);
        if (carriedOut(room, by.person(), intent)) {
            return queue;
        }
        if (queue.closed() && kind != EntryKind.POINT_OF_ORDER) {
            throw Refusal.forbidden("The chair closed the queue: it takes points of order only.");
        }
        Optional<QueueEntry> known = queue.waiting(by.person()).stream()
                .filter(entry -> entry.kind() == kind)
                .findFirst();
        if (known.isPresent() && (about.isEmpty() || known.get().topic().equals(about))) {
            return queue;
        }
        QueueEntry entry = known.map(there -> retold(there, about)).orElseGet(() -> added(room, by, kind, about));
        log.append(room, JOINED, by, said(entry), intent);
        return view(room);
    }

    private QueueEntry retold(QueueEntry there, String topic) {
        jdbc.sql("update queue_entry set topic = :topic where id = :id")
                .param("topic", topic)
                .param("id", there.id().value())
                .update();
        return read(there.id());
    }

    private QueueEntry added(RoomId room, Author by, EntryKind kind, String topic) {
        EntryId id = new EntryId(NewId.next());
        jdbc.sql("""
                        insert into queue_entry (id, room_id, person_id, name, organization, kind, topic, place, joined_at)
                        values (:id, :room, :person, :name, :organization, :kind, :topic, :place, now())""")
                .param("id", id.value())
                .param("room", room.value())
                .param("person", by.person().value())
                .param("name", by.name())
                .param("organization", by.organization())
                .param("kind", kind.name())
                .param("topic", topic)
                .param("place", nextPlace(room))
                .update();
        return read(id);
    }

    /** Leaves the queue or, for the one who has the floor, gives it back. The chair may take others off it. */
    @Transactional
    public QueueView leave(Viewer viewer, RoomId room, EntryId id) {
        MeetingView meeting = require(viewer, room, Act.DISCUSS);
        QueueView queue = locked(meeting);
        QueueEntry entry = requireEntry(room, id);
        requireOwnOrChair(viewer, meeting, entry);
        if (entry.equals(queue.speaking())) {
            return end(viewer, meeting, entry);
        }
        Optional<QueueEntry> waiting = queue.waiting(id);
        if (waiting.isEmpty()) {
            return queue;
        }
        leave(viewer, meeting, waiting.get(), null);
        return view(room);
    }

    /** Leaves the queue with all one asked for; who waits for nothing and has the floor gives it back. */
    @Transactional
    public QueueView leave(Viewer viewer, RoomId room, @Nullable String intent) {
        MeetingView meeting = require(viewer, room, Act.DISCUSS);
        PersonId person = viewer.requirePerson();
        QueueView queue = locked(meeting);
        if (carriedOut(room, person, intent)) {
            return queue;
        }
        List<QueueEntry> own = queue.waiting(person);
        if (own.isEmpty()) {
            QueueEntry speaking = queue.speaking();
            return speaking != null && speaking.person().equals(person) ? end(viewer, meeting, speaking) : queue;
        }
        String key = intent;
        for (QueueEntry entry : own) {
            leave(viewer, meeting, entry, key);
            key = null;
        }
        return view(room);
    }

    private void leave(Viewer viewer, MeetingView meeting, QueueEntry entry, @Nullable String intent) {
        ended(entry);
        log.append(meeting.room(), LEFT, Author.of(viewer), said(entry), intent);
        if (!entry.person().equals(viewer.person())) {
            publish(viewer, meeting, "queue.removed", said(entry), null);
        }
    }

    /** Lets all others of the same kind go first. */
    @Transactional
    public QueueView defer(Viewer viewer, RoomId room, EntryId id) {
        MeetingView meeting = require(viewer, room, Act.DISCUSS);
        QueueView queue = locked(meeting);
        QueueEntry entry = requireEntry(room, id);
        if (!entry.person().equals(viewer.requirePerson())) {
            throw Refusal.forbidden("Only " + entry.name() + " can let others go first.");
        }
        boolean last = queue.waiting().stream()
                .noneMatch(other -> other.kind() == entry.kind() && other.place() > entry.place());
        if (last || queue.waiting(id).isEmpty()) {
            return queue;
        }
        jdbc.sql("update queue_entry set place = :place where id = :id")
                .param("place", nextPlace(room))
                .param("id", id.value())
                .update();
        log.append(room, DEFERRED, Author.of(viewer), said(read(id)), null);
        return view(room);
    }

    // --- Who speaks --------------------------------------------------------------------------------------------------

    /**
     * The chair gives the floor to the next, or to one of those who wait, and takes it from whoever has it. Once: when
     * the floor was given to somebody since, nothing is changed, so that a double click, a second officer or an answer
     * that was lost calls nobody who was not meant.
     *
     * @param expected who had the floor last as far as the chair saw; null where nobody had yet
     * @param entry null for whoever is first
     */
    @Transactional
    public QueueView call(Viewer viewer, RoomId room, @Nullable EntryId expected, @Nullable EntryId entry) {
        MeetingView meeting = require(viewer, room, Act.RUN_FLOOR);
        QueueView queue = locked(meeting);
        if (expected == null ? queue.last() != null : !expected.equals(queue.last())) {
            return queue;
        }
        QueueEntry speaking = queue.speaking();
        QueueEntry next = entry == null
                ? queue.waiting().stream().findFirst().orElse(null)
                : queue.waiting(entry)
                        .orElseThrow(() -> Refusal.conflict(requireEntry(room, entry)
                                        .name() + " left the queue since you looked. Nothing was changed."));
        if (next == null && speaking == null) {
            throw Refusal.conflict("Nobody is waiting to speak.");
        }
        if (speaking != null) {
            end(viewer, meeting, speaking);
        }
        if (next != null) {
            jdbc.sql("update queue_entry set called_at = greatest(now(), joined_at) where id = :id")
                    .param("id", next.id().value())
                    .update();
            jdbc.sql("update speaker_queue set last_called = :id where room_id = :room")
                    .param("id", next.id().value())
                    .param("room", room.value())
                    .update();
            log.append(room, CALLED, Author.of(viewer), said(next), null);
            publish(viewer, meeting, CALLED, null, said(next));
        }
        return view(room);
    }

    /** Whoever has the floor has finished, as they say themselves or the chair does. */
    @Transactional
    public QueueView done(Viewer viewer, RoomId room, EntryId id) {
        MeetingView meeting = require(viewer, room, Act.DISCUSS);
        QueueView queue = locked(meeting);
        QueueEntry entry = requireEntry(room, id);
        requireOwnOrChair(viewer, meeting, entry);
        return entry.equals(queue.speaking()) ? end(viewer, meeting, entry) : queue;
    }

    private QueueView end(Viewer viewer, MeetingView meeting, QueueEntry speaking) {
        ended(speaking);
        log.append(meeting.room(), DONE, Author.of(viewer), said(speaking), null);
        if (!speaking.person().equals(viewer.person())) {
            publish(viewer, meeting, DONE, said(speaking), null);
        }
        return view(meeting.room());
    }

    /** A closed queue takes points of order only; who waits already goes on waiting. */
    @Transactional
    public QueueView close(Viewer viewer, RoomId room, boolean closed) {
        MeetingView meeting = require(viewer, room, Act.RUN_FLOOR);
        QueueView queue = locked(meeting);
        if (queue.closed() == closed) {
            return queue;
        }
        jdbc.sql("update speaker_queue set closed = :closed where room_id = :room")
                .param("closed", closed)
                .param("room", room.value())
                .update();
        if (closed) {
            log.append(room, CLOSED, Author.of(viewer), Map.of(), null);
        } else {
            log.append(room, REOPENED, Author.of(viewer), Map.of(), null);
        }
        publish(viewer, meeting, closed ? CLOSED : REOPENED, null, null);
        return view(room);
    }

    // --- Under the queue's lock --------------------------------------------------------------------------------------

    private MeetingView require(Viewer viewer, RoomId room, Act act) {
        MeetingView meeting = meetings.requireIn(room, viewer);
        viewer.require(act, meeting.permissions());
        return meeting;
    }

    /** The queue as it stays until this transaction ends. The room's own row is taken after it, by the log. */
    private QueueView locked(MeetingView meeting) {
        if (meeting.cancelled()) {
            throw Refusal.forbidden("The meeting is cancelled: nobody speaks in it.");
        }
        jdbc.sql("insert into speaker_queue (room_id) values (:room) on conflict do nothing")
                .param("room", meeting.room().value())
                .update();
        jdbc.sql("select 1 from speaker_queue where room_id = :room for update")
                .param("room", meeting.room().value())
                .query(Integer.class)
                .single();
        return view(meeting.room());
    }

    private boolean carriedOut(RoomId room, PersonId person, @Nullable String intent) {
        if (intent == null) {
            return false;
        }
        Optional<String> earlier = jdbc.sql("""
                        select type from room_event
                         where room_id = :room and person_id = :person and intent = :intent""")
                .param("room", room.value())
                .param("person", person.value())
                .param("intent", intent)
                .query(String.class)
                .optional();
        if (earlier.isPresent() && !earlier.get().startsWith("queue.")) {
            throw Refusal.invalid(
                    "intent", "This key was used before, for something else. Send this with a key of its own.");
        }
        return earlier.isPresent();
    }

    private static void requireOwnOrChair(Viewer viewer, MeetingView meeting, QueueEntry entry) {
        if (!entry.person().equals(viewer.requirePerson())) {
            viewer.require(Act.RUN_FLOOR, meeting.permissions());
        }
    }

    private long nextPlace(RoomId room) {
        return jdbc.sql("""
                        update speaker_queue set last_place = last_place + 1 where room_id = :room
                        returning last_place""").param("room", room.value()).query(Long.class).single();
    }

    private QueueEntry requireEntry(RoomId room, EntryId id) {
        return jdbc.sql("select * from queue_entry where room_id = :room and id = :id")
                .param("room", room.value())
                .param("id", id.value())
                .query((row, n) -> entry(row))
                .optional()
                .orElseThrow(() -> new NotFound("entry of the queue"));
    }

    private QueueEntry read(EntryId id) {
        return jdbc.sql("select * from queue_entry where id = :id")
                .param("id", id.value())
                .query((row, n) -> entry(row))
                .single();
    }

    private void ended(QueueEntry entry) {
        jdbc.sql("update queue_entry set ended_at = greatest(now(), joined_at, called_at) where id = :id")
                .param("id", entry.id().value())
                .update();
    }

    private static Map<String, @Nullable Object> said(QueueEntry entry) {
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.put("entry", entry.id());
        said.put("person", entry.person());
        said.put("name", entry.name());
        said.put("organization", entry.organization());
        said.put("kind", entry.kind());
        said.put("topic", entry.topic());
        said.put("place", entry.place());
        return said;
    }

    private void publish(
            Viewer viewer, MeetingView meeting, String action, @Nullable Object before, @Nullable Object after) {
        events.publishEvent(new PrivilegedAct(
                viewer.requirePerson().value(), action, "meeting", meeting.id().toString(), before, after));
    }
}
