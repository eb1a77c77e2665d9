package org.rostrum.notifications;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody was told.
 *
 * @param type what it is about, as code: "timetable.changed"
 * @param path of the page it is about
 */
public record Notice(
        NoticeId id,
        String type,
        String title,
        String text,
        String path,
        Instant toldAt,
        @Nullable Instant readAt) {

    private static final int LINES = 6;
    private static final int CHARACTERS = 500;

    public boolean unread() {
        return readAt == null;
    }

    /** Whether its text would push the others out of sight. */
    public boolean isLong() {
        return text.length() > CHARACTERS || text.lines().count() > LINES;
    }
}
