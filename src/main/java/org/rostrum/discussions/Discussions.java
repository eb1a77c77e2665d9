package org.rostrum.discussions;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.MessageMarkup.Marked;
import org.rostrum.discussions.MessageView.Quoted;
import org.rostrum.discussions.MessageWriter.Message;
import org.rostrum.discussions.MessageWriter.Said;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Service;

/** Says something in a room. */
@Service
public class Discussions {

    /** Characters of one message. */
    public static final int LONGEST_MESSAGE = MessageText.LONGEST;

    private static final int LONGEST_INTENT = 200;

    private final Meetings meetings;
    private final Threads threads;
    private final Messages messages;
    private final MessageMarkup markup;
    private final MessageWriter writer;

    Discussions(Meetings meetings, Threads threads, Messages messages, MessageMarkup markup, MessageWriter writer) {
        this.meetings = meetings;
        this.threads = threads;
        this.messages = messages;
        this.markup = markup;
        this.writer = writer;
    }

    /** Where a message stands in the room's log, and its own identifier. */
    public record Posted(long seq, UUID id) {}

    /**
     * Posts a message, once: an intent that was carried out before gets its first answer again, also where both attempts
     * arrive in the same instant. It is committed when this returns.
     *
     * @param intent the client's key, made once per message
     * @throws NotFound where there is no such room, or none the viewer may see, or no such thread in it
     * @throws Refusal where the room is read only, or the viewer muted in it
     * @throws SlowDown when the viewer posts too fast here
     */
    public Posted post(Viewer viewer, RoomId room, NewMessage message, String intent) {
        MeetingView meeting = meetings.requireLatelyIn(room, viewer);
        viewer.require(Act.DISCUSS, meeting.permissions());
        requireIntent(intent);
        String text = MessageText.of(message.text()).value();
        ThreadId thread = message.thread() == null ? threads.ofMeeting(room) : message.thread();
        Marked marked = markup.of(text, meeting);
        Said said = new Said(
                NewId.next(),
                thread.value(),
                text,
                marked.html(),
                quoted(room, message.quotes()),
                message.forTheRecord());
        return writer.write(new Message(viewer, meeting, said, marked.named(), intent));
    }

    private @Nullable Quoted quoted(RoomId room, @Nullable Long seq) {
        if (seq == null) {
            return null;
        }
        MessageView quoted = messages.find(room, seq)
                .orElseThrow(() -> Refusal.invalid("quotes", "There is no such message in this room."));
        String text = quoted.text();
        return new Quoted(
                seq,
                quoted.by().name(),
                text.substring(
                        0,
                        text.offsetByCodePoints(0, Math.min(text.codePointCount(0, text.length()), Messages.QUOTED))));
    }

    static void requireIntent(String intent) {
        if (intent.isBlank()
                || intent.length() > LONGEST_INTENT
                || !intent.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw Refusal.invalid("intent", "The key of an intent is 1 to 200 visible ASCII characters, like a UUID.");
        }
    }
}
