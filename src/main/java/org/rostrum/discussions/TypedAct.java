package org.rostrum.discussions;

import java.util.Optional;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingView;

/**
 * What people type into a room by habit and mean as an act, like "q+ to ask about the timer". Discussions do not know
 * these acts, so the capabilities that do take them, each its own, before anything is posted.
 */
public interface TypedAct {

    /**
     * Carries out what was typed, once for each intent.
     *
     * @param text one line
     * @return what was done, in a sentence for who typed it; empty where the words are no act of this kind
     * @throws org.rostrum.shared.Refusal where it may not be done; nothing is posted then either
     */
    Optional<String> carryOut(Viewer viewer, MeetingView meeting, String text, String intent);
}
