package org.rostrum.discussions.web;

import java.io.IOException;
import java.io.Writer;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.discussions.MessageView;
import org.rostrum.discussions.Messages;
import org.rostrum.discussions.ThreadId;
import org.rostrum.discussions.ThreadView;
import org.rostrum.discussions.ThreadView.Kind;
import org.rostrum.discussions.Threads;
import org.rostrum.meetings.MeetingView;
import org.rostrum.rooms.RoomLog;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes out a whole room as it reads now, in the order of its log. It is read page by page: neither the room's length nor
 * a slow reader holds a connection or more memory than a page.
 */
@Component
class RoomExport {

    private static final int PAGE = 200;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z");

    /** A file that is read by itself, without the portal's styles: on a phone and in the dark, too. */
    private static final String HEAD = """

            <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
            <style>
            body { max-width: 45rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif }
            article, main > p { margin-block: 1rem; overflow-wrap: anywhere }
            article > p:first-child, main > p { margin-block-end: 0; font-size: .875rem }
            article > :not(:first-child) { margin-block: .25rem }
            blockquote { margin-inline: 0; padding-inline-start: .75rem; border-inline-start: 3px solid }
            pre { white-space: pre-wrap }
            time { font-variant-numeric: tabular-nums }
            </style>""";

    private final Threads threads;
    private final Messages messages;
    private final RoomLog log;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    RoomExport(Threads threads, Messages messages, RoomLog log, JdbcClient jdbc, JsonMapper json) {
        this.threads = threads;
        this.messages = messages;
        this.log = log;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** In what form. */
    enum Form {
        JSON("application/json"),
        TXT("text/plain;charset=UTF-8"),
        HTML("text/html;charset=UTF-8");

        private final String type;

        Form(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }
    }

    private interface Written {
        void entry(MeetingView meeting, Conversation.Row row, ThreadView thread, boolean first) throws IOException;
    }

    void write(MeetingView meeting, Form form, Writer out) throws IOException {
        switch (form) {
            case JSON -> {
                out.write("{\"meeting\":" + json.writeValueAsString(meeting.name()) + ",\"room\":\"" + meeting.room()
                        + "\",\"items\":[");
                each(meeting, (of, row, thread, first) -> out.write((first ? "\n" : ",\n") + json(row, thread)));
                out.write("\n]}\n");
            }
            case TXT -> {
                out.write(meeting.name() + "\n");
                each(meeting, (of, row, thread, first) -> out.write("\n" + text(of, row, thread)));
            }
            case HTML -> {
                String name = HtmlUtils.htmlEscape(meeting.name());
                out.write("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>" + name
                        + "</title>" + HEAD + "</head>\n<body><main>\n<h1>" + name + "</h1>\n");
                each(meeting, (of, row, thread, first) -> out.write(html(of, row, thread)));
                out.write("</main></body>\n</html>\n");
            }
        }
    }

    private void each(MeetingView meeting, Written written) throws IOException {
        long last = log.lastSeq(meeting.room());
        Map<ThreadId, ThreadView> known = threads.listTalkedIn(meeting, null).stream()
                .collect(Collectors.toMap(ThreadView::id, Function.identity()));
        ThreadView whole = known.values().stream()
                .filter(thread -> thread.kind() == Kind.MEETING)
                .findFirst()
                .orElseThrow();
        boolean first = true;
        long after = 0;
        while (after < last) {
            List<MessageView> said = messages.after(meeting.room(), after, last, PAGE);
            // Up to where both lists are known: a full page of one says nothing of what comes after it.
            long upTo = said.size() == PAGE ? said.getLast().seq() : last;
            Lines lines = lines(meeting, after, upTo);
            if (lines.upTo() < upTo) {
                upTo = lines.upTo();
            }
            long end = upTo;
            List<Conversation.Row> rows = Stream.concat(
                            said.stream()
                                    .filter(message -> message.seq() <= end)
                                    .map(Conversation.Row::of),
                            lines.lines().stream().map(Conversation.Row::of))
                    .sorted(Comparator.comparingLong(Conversation.Row::seq))
                    .toList();
            for (Conversation.Row row : rows) {
                MessageView message = row.message();
                ThreadView thread = message == null ? whole : known.getOrDefault(message.thread(), whole);
                written.entry(meeting, row, thread, first);
                first = false;
            }
            after = end;
        }
    }

    /** @param upTo how far they reach, if there are more than a page holds */
    private record Lines(List<LogLine> lines, long upTo) {}

    private record Numbered(long seq, String event) {}

    private Lines lines(MeetingView meeting, long after, long upTo) {
        List<Numbered> events = jdbc.sql("""
                        select seq, event
                          from room_event
                         where room_id = :room and type not like 'message.%' and seq > :after and seq <= :upTo
                         order by room_id, seq
                         limit :limit""")
                .param("room", meeting.room().value())
                .param("after", after)
                .param("upTo", upTo)
                .param("limit", PAGE)
                .query((row, n) -> new Numbered(row.getLong("seq"), row.getString("event")))
                .list();
        return new Lines(
                events.stream()
                        .map(one -> LogLine.of(json.readTree(one.event()), "/meetings/" + meeting.id()))
                        .flatMap(Optional::stream)
                        .toList(),
                events.size() == PAGE ? events.getLast().seq() : upTo);
    }

    private static String title(ThreadView thread) {
        String number = thread.number();
        return thread.kind() == Kind.MEETING
                ? ThreadTree.WHOLE_MEETING
                : number == null ? thread.title() : number + " " + thread.title();
    }

    private String json(Conversation.Row row, ThreadView thread) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("seq", row.seq());
        entry.put("at", row.at().toString());
        MessageView message = row.message();
        LogLine line = row.line();
        if (message == null) {
            entry.put("said", Objects.requireNonNull(line).words());
        } else {
            entry.put("thread", Map.of("id", thread.id(), "title", title(thread)));
            Map<String, @Nullable Object> by = new LinkedHashMap<>();
            by.put("name", message.by().name());
            by.put("organization", message.by().organization());
            entry.put("by", by);
            MessageView.Withheld withheld = message.withheld();
            if (withheld != null) {
                entry.put("withheld", withheld.words());
            } else {
                entry.put("text", message.text());
            }
            entry.put(
                    "editedAt",
                    message.editedAt() == null ? null : message.editedAt().toString());
            entry.put("pinned", message.pinned());
            entry.put("recorded", message.recorded());
            entry.put(
                    "quotes", message.quoted() == null ? null : message.quoted().seq());
            Map<String, Integer> reactions = new LinkedHashMap<>();
            message.reactions().forEach(one -> reactions.put(one.reaction().code(), one.count()));
            entry.put("reactions", reactions);
        }
        return json.writeValueAsString(entry);
    }

    private static String time(MeetingView meeting, Conversation.Row row) {
        return TIME.format(row.at().atZone(meeting.timeZone()));
    }

    private static String speaker(MessageView message) {
        String organization = message.by().organization();
        return message.by().name() + (organization == null ? "" : " (" + organization + ")");
    }

    private static String marks(MessageView message) {
        return (message.editedAt() == null ? "" : ", edited")
                + (message.pinned() ? ", pinned" : "")
                + (message.recorded() ? ", for the record" : "");
    }

    private static String text(MeetingView meeting, Conversation.Row row, ThreadView thread) {
        MessageView message = row.message();
        if (message == null) {
            return time(meeting, row) + "  "
                    + Objects.requireNonNull(row.line()).words() + "\n";
        }
        MessageView.Withheld withheld = message.withheld();
        String said = withheld == null ? message.text() : "[" + withheld.words() + "]";
        return time(meeting, row) + "  " + speaker(message) + " in " + title(thread) + marks(message) + "\n    "
                + said.replace("\n", "\n    ") + "\n";
    }

    private static String html(MeetingView meeting, Conversation.Row row, ThreadView thread) {
        String time = "<time datetime=\"" + row.at() + "\">" + time(meeting, row) + "</time>";
        MessageView message = row.message();
        if (message == null) {
            return "<p id=\"m" + row.seq() + "\">" + time + " <em>"
                    + HtmlUtils.htmlEscape(Objects.requireNonNull(row.line()).words()) + "</em></p>\n";
        }
        MessageView.Withheld withheld = message.withheld();
        String html = message.html();
        String said = withheld != null
                ? "<p><em>" + HtmlUtils.htmlEscape(withheld.words()) + "</em></p>"
                : html != null ? html : "<p>" + HtmlUtils.htmlEscape(message.text()) + "</p>";
        return "<article id=\"m" + row.seq() + "\"><p>" + time + " <strong>" + HtmlUtils.htmlEscape(speaker(message))
                + "</strong> in " + HtmlUtils.htmlEscape(title(thread)) + marks(message) + "</p>\n" + said
                + "</article>\n";
    }
}
