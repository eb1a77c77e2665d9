package org.rostrum.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the log.
 *
 * @param who null for the portal itself
 * @param onBehalfOf in whose name; null where it was their own
 * @param before JSON, as the next one
 * @param request method and path; null for what the portal did by itself
 */
public record AuditEntry(
        long id,
        Instant at,
        @Nullable Named who,
        @Nullable Named onBehalfOf,
        String action,
        String subjectType,
        String subjectId,
        @Nullable String before,
        @Nullable String after,
        @Nullable String address,
        @Nullable String request) {

    /** A person as they are called now. */
    public record Named(UUID id, String name) {}
}
