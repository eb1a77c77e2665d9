package org.rostrum.audit;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for in the log. Empty texts and null days hold nothing back.
 *
 * @param who part of a name or an e-mail address
 * @param onBehalfOf the same, of the one in whose name it was done
 * @param text something in what was before or after
 * @param from the first day, the body's own
 * @param to the last day
 */
public record AuditFilter(
        String who,
        String onBehalfOf,
        String action,
        String subjectType,
        String subject,
        String text,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    public static final AuditFilter ALL = new AuditFilter("", "", "", "", "", "", null, null);

    public boolean narrows() {
        return !equals(ALL);
    }
}
