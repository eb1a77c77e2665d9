package org.rostrum.shared;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What was found a moment ago. What was not found is looked for each time. */
public final class ShortMemory<K, V> {

    private final Cache<K, V> found;

    /** @param most how many are kept */
    public ShortMemory(Duration lasts, int most) {
        found = Caffeine.newBuilder().expireAfterWrite(lasts).maximumSize(most).build();
    }

    public Optional<V> get(K key, Function<K, Optional<V>> find) {
        V known = found.getIfPresent(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<V> looked = find.apply(key);
        looked.ifPresent(value -> found.put(key, value));
        return looked;
    }

    public void forget(Predicate<V> which) {
        found.asMap().values().removeIf(which);
    }
}
