package org.rostrum.discussions;

import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Service;

/** Shows how a message would look, to whoever might post it. */
@Service
public class Previews {

    private final Meetings meetings;
    private final MessageMarkup markup;
    private final ReadersMarkup readers;

    Previews(Meetings meetings, MessageMarkup markup, ReadersMarkup readers) {
        this.meetings = meetings;
        this.markup = markup;
        this.readers = readers;
    }

    /**
     * HTML that is safe to put into a page as it is.
     *
     * @throws NotFound where there is no such room, or none the viewer may see
     * @throws Refusal where posting would refuse the text
     */
    public String of(Viewer viewer, RoomId room, String text) {
        MeetingView meeting = meetings.requireIn(room, viewer);
        viewer.require(Act.DISCUSS, meeting.permissions());
        return readers.of(markup.html(MessageText.of(text).value(), meeting), viewer);
    }
}
