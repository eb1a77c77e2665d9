package org.rostrum.discussions;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.RoomId;
import org.springframework.stereotype.Component;

/** Carries out what is typed where one writes, but is an act and no message. */
@Component
public class TypedActs {

    /** One word that ends in a sign, as all of them begin: most of what is typed is looked at no further. */
    private static final Pattern LOOKS_LIKE_ONE = Pattern.compile("\\s*[A-Za-z]{1,10}[+-](?:[ \\t].*)?\\s*");

    private static final int LONGEST = 500;

    private final List<TypedAct> acts;
    private final Meetings meetings;

    TypedActs(List<TypedAct> acts, Meetings meetings) {
        this.acts = List.copyOf(acts);
        this.meetings = meetings;
    }

    /** @return what was done; empty where the text is a message like any other */
    public Optional<String> carryOut(Viewer viewer, RoomId room, String text, String intent) {
        if (text.length() > LONGEST || !LOOKS_LIKE_ONE.matcher(text).matches()) {
            return Optional.empty();
        }
        Discussions.requireIntent(intent);
        MeetingView meeting = meetings.requireIn(room, viewer);
        viewer.require(Act.DISCUSS, meeting.permissions());
        String line = text.strip();
        return acts.stream()
                .flatMap(act -> act.carryOut(viewer, meeting, line, intent).stream())
                .findFirst();
    }
}
