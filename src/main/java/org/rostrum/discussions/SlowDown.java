package org.rostrum.discussions;

import java.time.Duration;
import org.rostrum.shared.Refusal;

/** Somebody says too much at once. What they typed stays with them; the same intent may be sent again after a while. */
public class SlowDown extends Refusal {

    private final Duration retryAfter;

    SlowDown(Duration retryAfter) {
        this(
                retryAfter,
                "You are posting very fast. Wait " + seconds(retryAfter) + " s and send it again; your text is kept.");
    }

    private SlowDown(Duration retryAfter, String message) {
        super(Reason.TOO_MANY, message);
        this.retryAfter = retryAfter;
    }

    static SlowDown slowMode(Duration between, Duration retryAfter) {
        return new SlowDown(
                retryAfter,
                "This room is in slow mode: everybody waits " + RoomRules.wait(Math.toIntExact(between.toSeconds()))
                        + " between two messages. Yours can be sent in " + seconds(retryAfter)
                        + " s; your text is kept.");
    }

    public Duration retryAfter() {
        return retryAfter;
    }

    private static long seconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }
}
