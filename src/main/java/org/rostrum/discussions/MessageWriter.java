package org.rostrum.discussions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.Discussions.Posted;
import org.rostrum.discussions.MessageView.Quoted;
import org.rostrum.discussions.Moderation.Terms;
import org.rostrum.meetings.MeetingView;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomLog;
import org.rostrum.rooms.RoomLog.Appended;
import org.rostrum.rooms.RoomLog.Entry;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes messages into the rooms' logs. A commit waits for the disk, and a room's messages follow each other, so whoever
 * comes while another's commit is under way waits; the first of those who wait then writes for all of them in one
 * transaction. Each gets an answer of their own.
 */
@Component
class MessageWriter {

    /** So that nobody's answer waits for a transaction that never ends. */
    private static final int MOST_AT_ONCE = 128;

    private final RoomLog log;
    private final Pace pace;
    private final Moderation moderation;
    private final Mentions mentions;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LoadingCache<RoomId, Line> lines =
            Caffeine.newBuilder().weakValues().build(room -> new Line());

    MessageWriter(
            RoomLog log,
            Pace pace,
            Moderation moderation,
            Mentions mentions,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.log = log;
        this.pace = pace;
        this.moderation = moderation;
        this.mentions = mentions;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What is to be written; valid but for what only the room's lock can tell.
     *
     * @param named whom it mentions
     */
    record Message(Viewer viewer, MeetingView meeting, Said said, Set<PersonId> named, String intent) {

        Author by() {
            return Author.of(viewer);
        }

        RoomId room() {
            return meeting.room();
        }

        Message withoutQuotedText() {
            return new Message(viewer, meeting, said.withoutQuotedText(), named, intent);
        }
    }

    /** The event's data on the wire. */
    record Said(
            UUID id,
            UUID thread,
            String text,
            @Nullable String html,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Quoted quotes,

            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean recorded) {

        Said withoutQuotedText() {
            Quoted quoted = quotes == null ? null : new Quoted(quotes.seq(), quotes.author(), "");
            return new Said(id, thread, text, html, quoted, recorded);
        }
    }

    /** Those who wait for one room on this node. */
    private static final class Line {
        final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();

        /** Whether somebody writes for those who wait, or is about to. */
        final AtomicBoolean busy = new AtomicBoolean();
    }

    /** One of them. Written by whose turn it is, read by itself once it is woken. */
    private static final class Waiting {
        /** Either it is answered, or it is its turn to write for all. */
        final CountDownLatch woken = new CountDownLatch(1);

        Message message;

        @Nullable Posted posted;

        @Nullable RuntimeException refused;

        Waiting(Message message) {
            this.message = message;
        }

        boolean answered() {
            return posted != null || refused != null;
        }
    }

    /**
     * @throws NotFound where the room has no such thread
     * @throws Refusal where the thread is closed, or the key was used for something else
     * @throws SlowDown when it is too much
     */
    Posted write(Message message) {
        var mine = new Waiting(message);
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            // Others must not be told that theirs is written before the caller commits.
            write(List.of(mine));
        } else {
            writeInTurn(mine);
        }
        if (mine.refused != null) {
            throw mine.refused;
        }
        return Objects.requireNonNull(mine.posted);
    }

    private void writeInTurn(Waiting mine) {
        Line line = lines.get(mine.message.room());
        line.waiting.add(mine);
        if (!line.busy.compareAndSet(false, true)) {
            awaitWhateverHappens(mine.woken);
        }
        if (mine.answered()) {
            return;
        }
        try {
            while (!mine.answered()) {
                writeNext(line);
            }
        } finally {
            handOn(line);
        }
    }

    /** The first who still waits is the next to write for all; whoever comes when nobody does, is that themselves. */
    private static void handOn(Line line) {
        do {
            Waiting next = line.waiting.peek();
            if (next != null) {
                next.woken.countDown();
                return;
            }
            line.busy.set(false);
        } while (!line.waiting.isEmpty() && line.busy.compareAndSet(false, true));
    }

    /** The answer comes: who was interrupted must not leave a message behind that nobody knows of. */
    private static void awaitWhateverHappens(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeNext(Line line) {
        Map<Intent, Waiting> batch = new HashMap<>();
        List<Waiting> writing = new ArrayList<>();
        while (writing.size() < MOST_AT_ONCE) {
            Waiting next = line.waiting.peek();
            // The same intent twice at once: the second finds the first one in the log.
            if (next == null || batch.putIfAbsent(Intent.of(next.message), next) != null) {
                break;
            }
            writing.add(line.waiting.remove());
        }
        try {
            write(writing);
        } catch (DataAccessException e) {
            if (writing.size() == 1) {
                writing.getFirst().refused = e;
            } else {
                // What is wrong with one of them is not the others' fault.
                writing.forEach(this::writeAlone);
            }
        } catch (RuntimeException e) {
            writing.forEach(one -> one.refused = e);
        } catch (Error e) {
            // Whoever waits must not wait for ever.
            writing.forEach(one -> one.refused = new IllegalStateException("The message could not be written", e));
            throw e;
        } finally {
            writing.forEach(one -> one.woken.countDown());
        }
    }

    private void writeAlone(Waiting waiting) {
        try {
            write(List.of(waiting));
        } catch (RuntimeException e) {
            waiting.refused = e;
        }
    }

    private record Intent(UUID person, String key) {

        static Intent of(Message message) {
            return new Intent(message.by().person().value(), message.intent());
        }
    }

    private void write(List<Waiting> writing) {
        Map<Waiting, Posted> posted = new HashMap<>();
        Map<Waiting, RuntimeException> refused = new HashMap<>();
        transaction.executeWithoutResult(status -> {
            RoomId room = writing.getFirst().message.room();
            if (!log.lock(room)) {
                throw new NotFound("room");
            }
            List<Waiting> fresh = new ArrayList<>();
            List<Found> found = found(room, writing);
            List<Terms> terms = moderation.terms(
                    writing.getFirst().message.meeting(),
                    writing.stream().map(one -> one.message.viewer()).toList());
            for (int i = 0; i < writing.size(); i++) {
                try {
                    Posted earlier = found.get(i).earlier();
                    if (earlier != null) {
                        posted.put(writing.get(i), earlier);
                    } else {
                        require(terms.get(i), writing.get(i).message);
                        if (found.get(i).quotedWithheld()) {
                            // Withheld since its words were read for the quote.
                            writing.get(i).message = writing.get(i).message.withoutQuotedText();
                        }
                        fresh.add(writing.get(i));
                    }
                } catch (NotFound | Refusal e) {
                    refused.put(writing.get(i), e);
                }
            }
            if (!fresh.isEmpty()) {
                append(room, fresh, posted);
            }
        });
        // Only what is committed is answered.
        posted.forEach((waiting, answer) -> waiting.posted = answer);
        refused.forEach((waiting, why) -> waiting.refused = why);
    }

    private void require(Terms terms, Message message) {
        terms.require();
        pace.take(message.by().person(), message.room());
        Duration slow = terms.slow();
        if (slow != null) {
            moderation.takeTurn(message.room(), message.by().person(), slow);
        }
    }

    /** What the room knows of a message that is to be written. */
    private record Found(
            boolean thread,
            boolean closed,
            boolean used,
            boolean same,
            long seq,
            @Nullable UUID id,
            boolean quotedWithheld) {

        /** Null where it is new. */
        @Nullable Posted earlier() {
            if (used) {
                if (!same || id == null) {
                    throw Refusal.invalid(
                            "intent", "This key was used before, for something else. Send this with a key of its own.");
                }
                return new Posted(seq, id);
            }
            if (!thread) {
                throw new NotFound("thread");
            }
            if (closed) {
                throw Refusal.of(
                        Refusal.Reason.CONFLICT,
                        "thread",
                        "This discussion is closed. Go on in the meeting, or reopen it.");
            }
            return null;
        }
    }

    private List<Found> found(RoomId room, List<Waiting> writing) {
        return jdbc.sql("""
                        select t.id is not null as thread, t.closed_at is not null as closed, e.seq is not null as used,
                               m.thread_id = w.thread and coalesce(v.text, m.text) = w.text as same, e.seq, m.id,
                               q.deleted_at is not null or q.hidden_at is not null as quoted_withheld
                          from unnest(:threads, :people, :intents, :texts, :quotes)
                               with ordinality as w (thread, person, intent, text, quotes, n)
                          left join thread t on t.id = w.thread and t.room_id = :room
                          left join room_event e
                            on e.room_id = :room and e.person_id = w.person and e.intent = w.intent
                          left join message m on m.room_id = :room and m.seq = e.seq
                          left join message_version v on v.message_id = m.id and v.version = 1
                          left join message q on q.room_id = :room and q.seq = w.quotes
                         order by w.n""")
                .param("room", room.value())
                .param(
                        "threads",
                        column(writing, UUID[]::new, message -> message.said().thread()))
                .param(
                        "people",
                        column(
                                writing,
                                UUID[]::new,
                                message -> message.by().person().value()))
                .param("intents", column(writing, String[]::new, Message::intent))
                .param(
                        "texts",
                        column(writing, String[]::new, message -> message.said().text()))
                .param("quotes", column(writing, Long[]::new, MessageWriter::quotes))
                .query((row, n) -> new Found(
                        row.getBoolean("thread"),
                        row.getBoolean("closed"),
                        row.getBoolean("used"),
                        row.getBoolean("same"),
                        row.getLong("seq"),
                        row.getObject("id", UUID.class),
                        row.getBoolean("quoted_withheld")))
                .list();
    }

    private void append(RoomId room, List<Waiting> fresh, Map<Waiting, Posted> posted) {
        List<Appended> appended = log.appendAll(
                room,
                fresh.stream()
                        .map(one -> one.message)
                        .map(message -> new Entry("message.posted", message.by(), message.said(), message.intent()))
                        .toList());
        insert(room, fresh, appended);
        for (int i = 0; i < fresh.size(); i++) {
            Message message = fresh.get(i).message;
            long seq = appended.get(i).seq();
            UUID id = message.said().id();
            mentions.tell(message.by(), message.meeting(), id, seq, message.named());
            posted.put(fresh.get(i), new Posted(seq, id));
        }
    }

    private void insert(RoomId room, List<Waiting> fresh, List<Appended> appended) {
        jdbc.sql("""
                        insert into message (id, thread_id, room_id, seq, author_id, author_name, author_organization,
                                             text, html, at, quotes, recorded_at, recorded_by, changed_seq)
                        select w.id, w.thread, :room, w.seq, w.author, w.name, w.organization, w.text, w.html, :at::timestamptz,
                               w.quotes, case when w.recorded then :at::timestamptz end, case when w.recorded then w.author end, 0
                          from unnest(:ids, :threads, :seqs, :authors, :names, :organizations, :texts, :htmls, :quotes,
                                      :recorded)
                               as w (id, thread, seq, author, name, organization, text, html, quotes, recorded)""")
                .param("room", room.value())
                .param("at", Timestamp.from(appended.getFirst().at()))
                .param(
                        "ids",
                        column(fresh, UUID[]::new, message -> message.said().id()))
                .param(
                        "threads",
                        column(fresh, UUID[]::new, message -> message.said().thread()))
                .param("seqs", appended.stream().map(Appended::seq).toArray(Long[]::new))
                .param(
                        "authors",
                        column(
                                fresh,
                                UUID[]::new,
                                message -> message.by().person().value()))
                .param(
                        "names",
                        column(fresh, String[]::new, message -> message.by().name()))
                .param(
                        "organizations",
                        column(fresh, String[]::new, message -> message.by().organization()))
                .param(
                        "texts",
                        column(fresh, String[]::new, message -> message.said().text()))
                .param(
                        "htmls",
                        column(fresh, String[]::new, message -> message.said().html()))
                .param("quotes", column(fresh, Long[]::new, MessageWriter::quotes))
                .param(
                        "recorded",
                        column(fresh, Boolean[]::new, message -> message.said().recorded()))
                .update();
    }

    private static @Nullable Long quotes(Message message) {
        Quoted quoted = message.said().quotes();
        return quoted == null ? null : quoted.seq();
    }

    private static <T extends @Nullable Object> T[] column(
            List<Waiting> rows, IntFunction<T[]> array, Function<Message, T> value) {
        return rows.stream().map(row -> value.apply(row.message)).toArray(array);
    }
}
