package org.rostrum.discussions.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.discussions.MessageView;
import org.rostrum.discussions.Reaction;
import org.rostrum.discussions.ThreadView;
import org.rostrum.organizations.PersonId;
import org.rostrum.web.Times;

/**
 * One thread as the room's page shows it, or a page of it.
 *
 * @param subject the address of what the thread is about; null for the meeting's own
 * @param earlier the seq below which there is more; null where this is the beginning
 * @param mayPost whether the reader may write here, in threads that are not closed
 * @param mayEnd whether the reader may close or reopen it
 * @param reacted what the reader reacted with, by the message's number
 * @param pinned what stands at its head
 * @param latest whether it reaches to the newest message
 */
record Conversation(
        ThreadView thread,
        String title,
        @Nullable String subject,
        List<Row> rows,
        @Nullable Long earlier,
        boolean latest,
        boolean mayPost,
        List<MessageView> pinned,
        boolean mayEnd,
        Map<Long, Set<Reaction>> reacted) {

    /** Messages of one person closer together than this share one name. The same holds in room-messages.js. */
    private static final Duration SAME_SPEAKER = Duration.ofMinutes(5);

    /**
     * A message or a line of the log; one of the two is null.
     *
     * @param day the day that begins here, in words; null within a day
     * @param fresh whether what the reader has not read yet begins here
     * @param same whether it goes on from the same person's message right before
     */
    record Row(
            @Nullable String day,
            boolean fresh,
            boolean same,
            @Nullable MessageView message,
            @Nullable LogLine line) {

        static Row of(MessageView message) {
            return new Row(null, false, false, message, null);
        }

        static Row of(LogLine line) {
            return new Row(null, false, false, null, line);
        }

        long seq() {
            return message != null
                    ? message.seq()
                    : Objects.requireNonNull(line).seq();
        }

        Instant at() {
            return message != null ? message.at() : Objects.requireNonNull(line).at();
        }

        private boolean isBy(PersonId person) {
            return message != null && message.by().person().equals(person);
        }

        private boolean goesOnFrom(Row before) {
            return message != null
                    && before.message != null
                    && message.by().name().equals(before.message.by().name())
                    && Objects.equals(
                            message.by().organization(), before.message.by().organization())
                    && Duration.between(before.at(), at()).compareTo(SAME_SPEAKER) < 0;
        }
    }

    /** The newest number shown; 0 where nothing is. */
    public long last() {
        return rows.isEmpty() ? 0 : rows.getLast().seq();
    }

    /** The same as an attribute of the page: numbers and reactions, as "12 like,12 done". */
    public String reactedWith() {
        return reacted.entrySet().stream()
                .flatMap(of -> of.getValue().stream().map(reaction -> of.getKey() + " " + reaction.code()))
                .collect(Collectors.joining(","));
    }

    /** Messages and lines in the order of the log, the newest {@code limit} of them. */
    static List<Row> merged(List<MessageView> messages, List<LogLine> lines, int limit) {
        List<Row> rows = Stream.concat(
                        messages.stream().map(Row::of), lines.stream().map(Row::of))
                .sorted(Comparator.comparingLong(Row::seq))
                .toList();
        return rows.subList(Math.max(0, rows.size() - limit), rows.size());
    }

    /**
     * The same rows with the day said once, the name said once, and the mark where what is new begins.
     *
     * @param readUpTo 0 for a reader who has not read the thread yet, to whom a mark would say nothing
     */
    static List<Row> arranged(List<Row> rows, Times times, ZoneId zone, PersonId reader, long readUpTo) {
        List<Row> arranged = new ArrayList<>();
        Row before = null;
        boolean marked = readUpTo == 0 || rows.isEmpty() || rows.getFirst().seq() > readUpTo;
        for (Row row : rows) {
            String day = times.day(row.at(), zone);
            boolean newDay = before == null || !times.day(before.at(), zone).equals(day);
            boolean fresh = !marked && row.seq() > readUpTo && !row.isBy(reader);
            marked |= fresh;
            arranged.add(new Row(
                    newDay ? day : null,
                    fresh,
                    !newDay && before != null && row.goesOnFrom(before),
                    row.message(),
                    row.line()));
            before = row;
        }
        return arranged;
    }
}
