package org.rostrum.discussions;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomId;
import org.springframework.stereotype.Component;

/** Keeps one person, or their program, from flooding a room for the others. */
@Component
class Pace {

    private record Key(PersonId person, RoomId room) {}

    private final LoadingCache<Key, Bucket> buckets;

    Pace(DiscussionSettings settings) {
        Duration untilFull =
                Duration.ofMinutes(1).multipliedBy(settings.burst()).dividedBy(settings.messagesPerMinute());
        // A bucket forgotten after this was full again anyway.
        buckets = Caffeine.newBuilder()
                .expireAfterAccess(untilFull.plusMinutes(1))
                .build(key -> Bucket.builder()
                        // A clock that goes back would keep it empty until it is as late again.
                        .withNanosecondPrecision()
                        .addLimit(limit -> limit.capacity(settings.burst())
                                .refillGreedy(settings.messagesPerMinute(), Duration.ofMinutes(1)))
                        .build());
    }

    /** @throws SlowDown when it is too much */
    void take(PersonId person, RoomId room) {
        ConsumptionProbe probe = buckets.get(new Key(person, room)).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new SlowDown(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }
}
