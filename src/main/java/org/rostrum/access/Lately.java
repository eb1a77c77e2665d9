package org.rostrum.access;

import java.time.Duration;
import org.rostrum.identity.IdentitySettings;
import org.rostrum.shared.ShortMemory;
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
    public <K, V> ShortMemory<K, V> known(int most) {
        return new ShortMemory<>(remembered, most);
    }
}
