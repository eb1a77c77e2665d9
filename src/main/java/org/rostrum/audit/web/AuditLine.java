package org.rostrum.audit.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.audit.AuditEntry;
import org.rostrum.audit.AuditEntry.Named;

/**
 * An entry as the page shows it.
 *
 * @param subject what it was done to, by its name where it has one
 * @param href the subject's page; null where it has none
 */
record AuditLine(
        AuditEntry entry,
        String action,
        String subject,
        @Nullable String href,
        List<Change> changes) {

    public Instant at() {
        return entry.at();
    }

    public @Nullable Named who() {
        return entry.who();
    }

    public @Nullable Named onBehalfOf() {
        return entry.onBehalfOf();
    }
}
