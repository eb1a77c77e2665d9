package org.rostrum.floor.web;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.floor.EntryKind;
import org.rostrum.floor.QueueEntry;
import org.rostrum.floor.QueueView;
import org.rostrum.floor.SpeakerQueue;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.RoomPart;
import org.rostrum.organizations.PersonId;
import org.rostrum.web.KeptPieces;
import org.rostrum.web.Markup;
import org.springframework.stereotype.Component;

/** The speaker queue as the room's page shows it. */
@Component
class QueuePane implements RoomPart {

    private final SpeakerQueue queues;

    private final KeptPieces kept;

    QueuePane(SpeakerQueue queues, KeptPieces kept) {
        this.queues = queues;
        this.kept = kept;
    }

    /**
     * @param joins whether the reader may ask for the floor
     * @param runs whether the reader gives it
     */
    public record Pane(QueueView queue, @Nullable PersonId reader, boolean joins, boolean runs) {

        /** The same for all who have no place in it. */
        private Pane shared() {
            boolean within = Stream.concat(Stream.ofNullable(queue.speaking()), queue.waiting().stream())
                    .anyMatch(this::isOwn);
            return within ? this : new Pane(queue, null, joins, runs);
        }

        public List<EntryKind> kinds() {
            return List.of(EntryKind.values());
        }

        public String lastCalled() {
            return queue.last() == null ? "" : queue.last().toString();
        }

        public boolean isOwn(QueueEntry entry) {
            return entry.person().equals(reader);
        }

        /** What the queue means for the reader, in a sentence; room-floor.js says the same. */
        public String mine() {
            QueueEntry speaking = queue.speaking();
            if (speaking != null && isOwn(speaking)) {
                return "You have the floor.";
            }
            for (int i = 0; i < queue.waiting().size(); i++) {
                if (isOwn(queue.waiting().get(i))) {
                    return i == 0 ? "You are next." : "You are number " + (i + 1) + " in the queue.";
                }
            }
            return "";
        }
    }

    /** @param queueRefusal what was refused, and with it what was asked for */
    private record Shown(
            MeetingView meeting,
            Pane pane,
            @Nullable Object queueRefusal,
            @Nullable Object queueTopic,
            @Nullable Object queueKind) {}

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public Markup of(Room room, Viewer viewer) {
        MeetingView meeting = room.meeting();
        Pane pane = new Pane(
                queues.of(meeting),
                viewer.person(),
                !meeting.cancelled() && viewer.may(Act.DISCUSS, meeting.permissions()),
                !meeting.cancelled() && viewer.may(Act.RUN_FLOOR, meeting.permissions()));
        Map<String, ?> told = room.told();
        Shown shown = new Shown(
                meeting, pane.shared(), told.get("queueRefusal"), told.get("queueTopic"), told.get("queueKind"));
        return kept.of("floor/queue", "speakers", shown).filled(token -> new Markup(100).text(room.csrf()));
    }
}
