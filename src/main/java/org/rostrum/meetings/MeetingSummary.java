package org.rostrum.meetings;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the overview of a meeting says at a glance.
 *
 * @param format of the event it belongs to: ON_SITE, HYBRID or REMOTE; null where nobody has said
 * @param mine how the viewer takes part; null where they have not said
 * @param lastSeq the event of the room's log at which this was read
 */
public record MeetingSummary(
        @Nullable String format,
        @Nullable ParticipationMode mine,
        Attendance attendance,
        Contributions contributions,
        Agenda agenda,
        long lastSeq) {

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
        return !"REMOTE".equals(format);
    }

    public boolean remotePossible() {
        return !"ON_SITE".equals(format);
    }
}
