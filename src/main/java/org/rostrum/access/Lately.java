package org.rostrum.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.rostrum.identity.IdentitySettings;
import org.springframework.stereotype.Component;

/**
 * Room for what many ask for many times a second, and what may be a moment old: it is kept for no longer than what was
 * taken from somebody may still reach them.
 */
@Component
public class Lately {

    private final Duration remembered;

    Lately(IdentitySettings settings) {
        this.remembered = settings.remembered();
    }

    /** @param most how many are kept */
    public <K, V> Cache<K, V> known(int most) {
        return Caffeine.newBuilder()
                .expireAfterWrite(remembered)
                .maximumSize(most)
                .build();
    }
}
