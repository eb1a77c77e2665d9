package org.rostrum.floor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rostrum.access.Viewer;
import org.rostrum.discussions.TypedAct;
import org.rostrum.floor.EntryKind.Wish;
import org.rostrum.meetings.MeetingView;
import org.springframework.stereotype.Component;

/** "q+ to ask about the timer" asks for the floor, "q-" leaves the queue, as delegates know it from other bodies. */
@Component
class TypedWish implements TypedAct {

    private static final Pattern JOIN = Pattern.compile("q\\+(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern LEAVE = Pattern.compile("q-", Pattern.CASE_INSENSITIVE);

    private final SpeakerQueue queues;

    TypedWish(SpeakerQueue queues) {
        this.queues = queues;
    }

    @Override
    public Optional<String> carryOut(Viewer viewer, MeetingView meeting, String text, String intent) {
        Matcher join = JOIN.matcher(text);
        if (join.matches()) {
            Wish wish = Wish.of(join.group(1));
            QueueView queue = queues.join(viewer, meeting.room(), wish.kind(), wish.topic(), intent);
            return Optional.of(queued(queue, queue.waiting(viewer.requirePerson()), wish.kind()));
        }
        if (LEAVE.matcher(text).matches()) {
            queues.leave(viewer, meeting.room(), intent);
            return Optional.of("You are not in the speaker queue.");
        }
        return Optional.empty();
    }

    private static String queued(QueueView queue, List<QueueEntry> own, EntryKind kind) {
        return own.stream()
                .filter(entry -> entry.kind() == kind)
                .findFirst()
                .map(entry -> "You are number %d in the speaker queue: %s%s."
                        .formatted(
                                queue.position(entry),
                                kind.word().toLowerCase(Locale.ROOT),
                                entry.topic().isEmpty() ? "" : ", " + entry.topic()))
                .orElse("You were in the speaker queue, and have been called since.");
    }
}
