package org.rostrum.floor.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.floor.EntryKind;
import org.rostrum.floor.QueueEntry;
import org.rostrum.floor.QueueView;
import org.rostrum.floor.SpeakerQueue;
import org.rostrum.meetings.MeetingView;
import org.rostrum.organizations.PersonId;
import org.springframework.stereotype.Component;

/** The speaker queue as the room's page shows it. */
@Component("queuePane")
class QueuePane {

    private final SpeakerQueue queues;

    QueuePane(SpeakerQueue queues) {
        this.queues = queues;
    }

    /**
     * @param joins whether the reader may ask for the floor
     * @param runs whether the reader gives it
     */
    public record Pane(QueueView queue, @Nullable PersonId reader, boolean joins, boolean runs) {

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

    public Pane of(MeetingView meeting, Viewer viewer) {
        return new Pane(
                queues.of(meeting),
                viewer.person(),
                !meeting.cancelled() && viewer.may(Act.DISCUSS, meeting.permissions()),
                !meeting.cancelled() && viewer.may(Act.RUN_FLOOR, meeting.permissions()));
    }
}
