package org.rostrum.agendas;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an item of an agenda is, was or is going to be treated.
 *
 * @param plannedStart by the sessions and the minutes planned; null where the meeting's time does not reach it
 * @param startedAt when the room first came to it; null where it has not yet
 * @param endedAt when the room last left it; null while it is being treated, and before
 * @param forecast when the room will come to it, as it looks now; null for what was treated already, outside the meeting,
 *     and where the meeting's time does not reach it
 */
public record ItemTime(
        State state,
        @Nullable Instant plannedStart,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant forecast) {

    /** The forecast as one says it: to five minutes, and never a moment that is over. Null where there is none. */
    public @Nullable Instant about(Instant now) {
        if (forecast == null) {
            return null;
        }
        long step = 300;
        Instant near = Instant.ofEpochSecond(Math.floorDiv(forecast.getEpochSecond() + step / 2, step) * step);
        return near.isBefore(now) ? near.plusSeconds(step) : near;
    }

    /** Where the room stands with an item. */
    public enum State {
        TO_COME,
        NOW,
        HANDLED,
        /** The room went on to a later one. */
        PASSED_OVER,
        /** As it looks now, the meeting ends before it is reached. */
        BEYOND
    }
}
