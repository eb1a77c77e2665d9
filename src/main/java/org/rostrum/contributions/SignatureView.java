package org.rostrum.contributions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.OrganizationId;

/**
 * A request to an organisation and its answer.
 *
 * @param delegate who was told; null for all of its delegates
 * @param settledBy who answered, took it back or withdrew the request
 * @param word what they said to it
 */
public record SignatureView(
        SignatureId id,
        SignatureKind kind,
        SignatureState state,
        OrganizationId organization,
        String organizationName,
        @Nullable String delegate,
        String askedBy,
        Instant askedAt,
        @Nullable String settledBy,
        @Nullable Instant settledAt,
        @Nullable String word) {}
