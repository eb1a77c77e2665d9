package org.rostrum.calendars;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps a program that went wild from asking for one calendar without end. A sane one asks a few times an hour. */
@Component
public class FeedPace {

    private static final int BURST = 30;
    private static final int PER_MINUTE = 30;

    private final LoadingCache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterAccess(Duration.ofMinutes(2))
            .build(key -> Bucket.builder()
                    .withNanosecondPrecision()
                    .addLimit(limit -> limit.capacity(BURST).refillGreedy(PER_MINUTE, Duration.ofMinutes(1)))
                    .build());

    /**
     * @param secret whose calendar it is; kept as a hash
     * @return how long to wait, where it is too much
     */
    public Optional<Duration> tooFast(String secret) {
        ConsumptionProbe probe =
                buckets.get(Feeds.digest(LinkSecret.hash(secret))).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
