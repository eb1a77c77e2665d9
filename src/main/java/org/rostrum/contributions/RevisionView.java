package org.rostrum.contributions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rostrum.documents.StoredDocument;

/**
 * One file of a contribution as its page shows it.
 *
 * @param number 0 for the first
 * @param fileName what it is saved as
 */
public record RevisionView(
        int number,
        String fileName,
        StoredDocument document,
        String uploadedBy,
        @Nullable String uploadedByOrganization,
        Instant uploadedAt) {

    /** "R01"; null for the first. */
    public @Nullable String label() {
        return ContributionNumber.revisionLabel(number);
    }
}
