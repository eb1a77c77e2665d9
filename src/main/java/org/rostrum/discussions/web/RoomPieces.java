package org.rostrum.discussions.web;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Rights;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.Discussions;
import org.rostrum.discussions.MessageView;
import org.rostrum.discussions.Reaction;
import org.rostrum.discussions.ThreadId;
import org.rostrum.discussions.ThreadView;
import org.rostrum.discussions.web.RoomRulesNotice.Notice;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.RoomPart;
import org.rostrum.web.KeptPiece;
import org.rostrum.web.KeptPieces;
import org.rostrum.web.Markup;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;

/**
 * The room's page in pieces that many readers share: hundreds open it at once, and most of it is the same for them. Each
 * record is all that its piece is rendered from; what is the reader's own is filled in.
 */
@Component("roomPieces")
class RoomPieces {

    private static final String MESSAGE = "room/message";
    private static final String THREADS = "room/threads";
    private static final String ROOM = "room/pieces";

    /** Characters of a message, with all around it. */
    private static final int ABOUT = 2_000;

    /** More are not counted on the small screen's tabs. */
    private static final int MANY = 99;

    private final KeptPieces kept;
    private final RoomRulesNotice rules;
    private final Map<String, RoomPart> parts;
    private final Clock clock;

    RoomPieces(KeptPieces kept, RoomRulesNotice rules, List<RoomPart> parts, Clock clock) {
        this.kept = kept;
        this.rules = rules;
        this.parts = parts.stream().collect(Collectors.toMap(RoomPart::name, Function.identity()));
        this.clock = clock;
    }

    // --- The page ---------------------------------------------------------------------------------------------------

    private record Page(
            boolean chair,
            boolean officer,
            boolean mayPost,
            boolean muchMissed,
            boolean unread,
            boolean muted,
            boolean organized) {}

    View page(RoomPart.Room room, RoomPages.RoomPage shown, Written written, Viewer viewer) {
        MeetingView meeting = room.meeting();
        Conversation conversation = shown.conversation();
        ThreadTree threads = shown.threads();
        int unread = threads.unread();
        Notice rules = this.rules.of(meeting, viewer);
        Page page = new Page(
                viewer.may(Act.RUN_FLOOR, meeting.permissions()),
                viewer.may(Act.WRITE_MINUTES, meeting.permissions()),
                conversation.mayPost(),
                threads.muchMissed(),
                unread > 0,
                !rules.mute().isEmpty(),
                viewer.organization() != null);
        return kept.page("room/room", page, place -> switch (place) {
            case "title" -> text(conversation.title() + " - " + meeting.name());
            case "room" -> text(meeting.room());
            case "seq" -> text(room.seq());
            case "id" -> text(meeting.id());
            case "meeting" -> text(meeting.name());
            case "meeting-thread" -> text(threads.meeting().thread().id());
            case "zone" -> text(meeting.timeZone());
            case "person" -> text(viewer.person());
            case "reader" -> text(viewer.name());
            case "organization" -> text(viewer.organizationName());
            case "read-up-to" -> text(threads.readUpTo());
            case "unread" -> text(unread > MANY ? MANY + "+" : unread);
            case "rules" -> text(rules.rules());
            case "mute" -> text(rules.mute());
            case "tabs" -> piece(tabs(meeting, viewer));
            case "threads" -> threads(meeting, threads, conversation.thread().id(), viewer);
            case "thread" -> thread(meeting, conversation, room.readerZone(), room.csrf());
            case "composer" ->
                composer(meeting, conversation, written, room.told().get("did"), room.csrf());
            case "facts" -> piece(facts(meeting, viewer, room.readerZone()));
            case "blanks" -> piece(blanks(meeting, viewer));
            default -> Objects.requireNonNull(parts.get(place), place).of(room, viewer);
        });
    }

    private static Markup text(@Nullable Object text) {
        return new Markup(100).text(text);
    }

    private static Markup piece(KeptPiece piece) {
        return new Markup(0).piece(piece);
    }

    // --- What stands in it ------------------------------------------------------------------------------------------

    private record Tabs(MeetingView meeting, String active, Rights viewer) {}

    private KeptPiece tabs(MeetingView meeting, Viewer viewer) {
        return kept.of("meeting/header", "tabs", new Tabs(meeting, "room", rights(meeting, viewer)));
    }

    /** @param minute in which this is said: a deadline is counted down */
    private record Facts(
            MeetingView meeting, ZoneId zone, @Nullable ZoneId readerZone, Rights viewer, Instant minute) {}

    private KeptPiece facts(MeetingView meeting, Viewer viewer, @Nullable ZoneId readerZone) {
        return kept.of(
                ROOM,
                "facts",
                new Facts(
                        meeting,
                        meeting.timeZone(),
                        readerZone,
                        rights(meeting, viewer),
                        clock.instant().truncatedTo(ChronoUnit.MINUTES)));
    }

    private record Blanks(
            MeetingId meeting, ZoneId zone, boolean mayPost, boolean chair, int longest, List<Reaction> reactions) {}

    /** What the script clones and opens. */
    private KeptPiece blanks(MeetingView meeting, Viewer viewer) {
        return kept.of(
                ROOM,
                "blanks",
                new Blanks(
                        meeting.id(),
                        meeting.timeZone(),
                        viewer.may(Act.DISCUSS, meeting.permissions()),
                        viewer.may(Act.RUN_FLOOR, meeting.permissions()),
                        Discussions.LONGEST_MESSAGE,
                        List.of(Reaction.values())));
    }

    private record Composer(
            MeetingId meeting,
            ThreadId thread,
            String title,
            boolean closed,
            int longest,
            String intent,
            @Nullable MessageView quoting,
            boolean recorded,
            @Nullable String typed,
            @Nullable String preview,
            @Nullable String refusal,
            @Nullable Object did) {}

    /** @param did what the words did that were sent last; null where they were a message */
    private Markup composer(
            MeetingView meeting, Conversation conversation, Written written, @Nullable Object did, String csrf) {
        ThreadView thread = conversation.thread();
        Composer shown = new Composer(
                meeting.id(),
                thread.id(),
                conversation.title(),
                thread.closed(),
                Discussions.LONGEST_MESSAGE,
                KeptPiece.place("intent"),
                written.quoting(),
                written.recorded(),
                written.typed(),
                written.preview(),
                written.refusal(),
                did);
        // What somebody wrote is nobody else's.
        boolean blank = written.isBlank() && did == null;
        KeptPiece composer = blank ? kept.of(ROOM, "composer", shown) : kept.once(ROOM, "composer", shown);
        return composer.filled(place -> new Markup(100).text(place.equals(KeptPieces.CSRF) ? csrf : written.intent()));
    }

    // --- The threads ------------------------------------------------------------------------------------------------

    private record ThreadList(
            MeetingView meeting,
            ThreadTree threads,
            @Nullable ThreadId current,
            Rights viewer,
            Counts counts) {}

    /** The places of what is unread in each thread. */
    record Counts() {

        private static final String NUMBER = "number-";
        private static final String WORDS = "words-";

        public String number(ThreadId thread) {
            return KeptPiece.place(NUMBER + thread);
        }

        public String words(ThreadId thread) {
            return KeptPiece.place(WORDS + thread);
        }
    }

    private record Count(int unread) {}

    /** @param current null where the page is open already, which knows it */
    public Markup threads(MeetingView meeting, ThreadTree threads, @Nullable ThreadId current, Viewer viewer) {
        KeptPiece list = kept.of(
                THREADS,
                "threads",
                new ThreadList(meeting, threads.forEverybody(), current, rights(meeting, viewer), new Counts()));
        Map<String, Integer> unread = threads.nodes()
                .collect(Collectors.toMap(node -> node.thread().id().toString(), ThreadTree.Node::unread));
        return list.filled(place -> place.startsWith(Counts.NUMBER)
                ? new Markup(3).text(unread.get(place.substring(Counts.NUMBER.length())))
                : new Markup(200)
                        .piece(kept.of(
                                THREADS,
                                "count",
                                new Count(unread.getOrDefault(place.substring(Counts.WORDS.length()), 0)))));
    }

    // --- The talk ---------------------------------------------------------------------------------------------------

    /** A {@link Conversation} without its rows. */
    private record Talk(
            ThreadView thread,
            String title,
            @Nullable String subject,
            boolean empty,
            @Nullable String earlier,
            boolean latest,
            long last,
            boolean mayPost,
            List<MessageView> pinned,
            boolean mayEnd,
            @Nullable String reactedWith) {

        static Talk of(Conversation conversation) {
            return new Talk(
                    conversation.thread().still(),
                    conversation.title(),
                    conversation.subject(),
                    conversation.rows().isEmpty(),
                    conversation.earlier() == null ? null : KeptPiece.place("earlier"),
                    conversation.latest(),
                    conversation.latest() ? 0 : conversation.last(),
                    conversation.mayPost(),
                    conversation.pinned(),
                    conversation.mayEnd(),
                    conversation.reacted().isEmpty() ? null : KeptPiece.place("reacted"));
        }
    }

    private record ThreadShown(MeetingView meeting, Talk conversation, String rows) {}

    private record Fresh() {}

    private record Day(String day) {}

    private record Message(
            MessageView message,
            boolean same,
            ZoneId zone,
            @Nullable ZoneId readerZone,
            MeetingId meeting,
            boolean mayPost) {}

    private record Line(LogLine line, ZoneId zone, @Nullable ZoneId readerZone) {}

    private Markup thread(MeetingView meeting, Conversation conversation, @Nullable ZoneId readerZone, String csrf) {
        return kept.of(
                        "room/thread",
                        "thread",
                        new ThreadShown(meeting, Talk.of(conversation), KeptPiece.place("rows")))
                .filled(place -> switch (place) {
                    case "rows" -> rows(meeting, conversation, readerZone);
                    case "earlier" -> new Markup(20).text(conversation.earlier());
                    case "reacted" -> new Markup(200).text(conversation.reactedWith());
                    default -> new Markup(100).text(csrf);
                });
    }

    private Markup rows(MeetingView meeting, Conversation conversation, @Nullable ZoneId readerZone) {
        ZoneId zone = meeting.timeZone();
        Markup rows = new Markup(ABOUT * conversation.rows().size());
        for (Conversation.Row row : conversation.rows()) {
            if (row.fresh()) {
                rows.piece(kept.of(MESSAGE, "fresh", new Fresh()));
            }
            if (row.day() != null) {
                rows.piece(kept.of(MESSAGE, "day", new Day(row.day())));
            }
            if (row.message() != null) {
                rows.piece(kept.of(
                        MESSAGE,
                        "message",
                        new Message(
                                row.message(), row.same(), zone, readerZone, meeting.id(), conversation.mayPost())));
            }
            if (row.line() != null) {
                rows.piece(kept.of(MESSAGE, "line", new Line(row.line(), zone, readerZone)));
            }
        }
        return rows;
    }

    private static Rights rights(MeetingView meeting, Viewer viewer) {
        return Rights.of(viewer, meeting.permissions());
    }
}
