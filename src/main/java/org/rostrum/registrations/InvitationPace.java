package org.rostrum.registrations;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Component;

/** Each invitation sends a mail to whoever is named: nobody may make the portal write to hundreds of strangers. */
@Component
class InvitationPace {

    static final int AN_HOUR = 20;

    private final LoadingCache<PersonId, Bucket> buckets = Caffeine.newBuilder()
            // A bucket forgotten after this was full again anyway.
            .expireAfterAccess(Duration.ofHours(2))
            .build(person -> Bucket.builder()
                    .withNanosecondPrecision()
                    .addLimit(limit -> limit.capacity(AN_HOUR).refillGreedy(AN_HOUR, Duration.ofHours(1)))
                    .build());

    void take(PersonId person) {
        if (!buckets.get(person).tryConsume(1)) {
            throw new Refusal(
                    Refusal.Reason.TOO_MANY,
                    "You have invited many guests within an hour. Wait a while; what you typed is still here.");
        }
    }
}
