package org.rostrum.attendance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From when to when somebody was somewhere.
 *
 * @param leftAt null while they are there
 */
public record Stay(
        AttendanceId id, Instant arrivedAt, @Nullable Instant leftAt) {

    public boolean here() {
        return leftAt == null;
    }
}
