package org.rostrum.contributions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request for a late pass and what became of it.
 *
 * @param settledBy who decided, or withdrew it
 * @param answer the chair's; always there where it was declined
 */
public record LatePassView(
        LatePassState state,
        String requestedBy,
        @Nullable String organization,
        String reason,
        Instant requestedAt,
        @Nullable String settledBy,
        @Nullable Instant settledAt,
        @Nullable String answer,
        @Nullable Instant usedAt) {}
