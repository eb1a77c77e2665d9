package org.rostrum.exactness;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something somebody means to say once, however often they have to try. */
final class Intent {

    final Person by;
    final UUID room;
    final String key;
    final String text;

    /** Nothing of it was said before. */
    final long begun = System.nanoTime();

    final Instant begunAt = Instant.now();
    private @Nullable String answer;
    private @Nullable Instant answeredAt;
    private long seq;

    Intent(Person by, UUID room, String key, String text) {
        this.by = by;
        this.room = room;
        this.key = key;
        this.text = text;
    }

    /** @return what the portal said before, if that was something else */
    synchronized @Nullable String acknowledged(long seq, String answer) {
        String before = this.answer;
        this.answer = answer;
        this.seq = seq;
        if (answeredAt == null) {
            answeredAt = Instant.now();
        }
        return answer.equals(before) ? null : before;
    }

    /** 0 where the portal never said yes. */
    synchronized long seq() {
        return seq;
    }

    /** By when it was in the log, if at all; now where the portal never said. */
    synchronized Instant doneBy() {
        return answeredAt == null ? Instant.now() : answeredAt;
    }
}
