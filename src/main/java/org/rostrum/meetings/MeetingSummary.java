package org.rostrum.meetings;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the overview of a meeting says at a glance.
 *
 * @param format of the event it belongs to: ON_SITE, HYBRID or REMOTE; null where nobody has said
 * @param mine how the viewer takes part; null where they have not said
 * @param registration of the event that the meeting is part of; null where one does not register
 * @param lastSeq the event of the room's log at which this was read
 * @param cancelledReason null for a meeting that is not cancelled, and where nobody gave one
 */
public record MeetingSummary(
        @Nullable String format,
        @Nullable ParticipationMode mine,
        @Nullable Registration registration,
        Attendance attendance,
        Contributions contributions,
        Agenda agenda,
        long lastSeq,
        @Nullable String cancelledReason) {

    /**
     * @param event whose registration it is: that of the week
     * @param open whether the viewer has a place, and so may say here whether they attend this meeting
     * @param inPerson whether that place is one in the room
     */
    public record Registration(UUID event, boolean open, boolean inPerson) {}

    public record Attendance(int inPerson, int remote, int organizations) {
        public int people() {
            return inPerson + remote;
        }
    }

    /**
     * @param submitted with a file, the late ones among them
     * @param reserved a number, and no file yet
     * @param ownSubmitted of those, the viewer's own
     */
    public record Contributions(
            int submitted, int late, int reserved, int withdrawn, int ownSubmitted, int ownReserved) {}

    /**
     * @param publishedAt null before the first publication
     * @param unpublished whether the draft holds more than what is published
     * @param items the topmost items of what is published
     */
    public record Agenda(@Nullable Instant publishedAt, boolean unpublished, List<Item> items) {}

    public record Item(String number, String title) {}

    public boolean inPersonPossible() {
        return !"REMOTE".equals(format) && (registration == null || registration.inPerson());
    }

    public boolean remotePossible() {
        return !"ON_SITE".equals(format);
    }
}
