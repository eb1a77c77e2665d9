package org.rostrum.discussions;

import java.time.Duration;
import org.rostrum.shared.Refusal;

/** Somebody says too much at once. What they typed stays with them; the same intent may be sent again after a while. */
public class SlowDown extends Refusal {

    private final Duration retryAfter;

    SlowDown(Duration retryAfter) {
        super(
                Reason.TOO_MANY,
                "You are posting very fast. Wait " + seconds(retryAfter) + " s and send it again; your text is kept.");
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }

    private static long seconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }
}
