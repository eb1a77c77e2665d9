package org.rostrum.documents;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Component;

/** Each request of an upload is a row: a program that sends a file byte by byte would fill the database with them. */
@Component
class UploadPace {

    private final LoadingCache<PersonId, Bucket> buckets;

    UploadPace(UploadSettings settings) {
        // A bucket forgotten after this was full again anyway.
        buckets = Caffeine.newBuilder()
                .expireAfterAccess(Duration.ofMinutes(2))
                .build(person -> Bucket.builder()
                        .withNanosecondPrecision()
                        .addLimit(limit -> limit.capacity(settings.requestsPerMinute())
                                .refillGreedy(settings.requestsPerMinute(), Duration.ofMinutes(1)))
                        .build());
    }

    void take(PersonId person) {
        if (!buckets.get(person).tryConsume(1)) {
            throw new Refusal(
                    Refusal.Reason.TOO_MANY,
                    "This file is being sent in too many small pieces. Wait a minute, then go on with larger ones.");
        }
    }
}
