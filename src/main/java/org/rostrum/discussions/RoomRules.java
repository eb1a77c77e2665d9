package org.rostrum.discussions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a room's chair lets people write in it.
 *
 * @param readOnly whether only the chair and the secretary write
 * @param slowSeconds how long each person waits between two messages; null for no wait
 * @param by whose rules they are; null where nobody ever set any
 * @param mute whether and until when the one who asked may not write at all; null where they may
 */
public record RoomRules(
        boolean readOnly,
        @Nullable Integer slowSeconds,
        @Nullable String by,
        @Nullable Instant at,
        @Nullable Mute mute) {

    /**
     * Somebody may not write in a room for a while.
     *
     * @param by who muted them
     */
    public record Mute(Instant until, String reason, String by) {}

    /** "30 s", "5 min". */
    public static String wait(int seconds) {
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
