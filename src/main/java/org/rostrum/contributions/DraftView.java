package org.rostrum.contributions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rostrum.documents.StoredDocument;

/**
 * A draft that circulates in the room between two revisions.
 *
 * @param base the revision it was written from; 0 is the first file
 * @param number from 1 for each base
 * @param fileName what it is saved as
 * @param submittedAs the revision it became; null where it did not
 */
public record DraftView(
        int base,
        int number,
        String fileName,
        StoredDocument document,
        String note,
        String by,
        @Nullable String organization,
        Instant at,
        @Nullable Integer submittedAs) {

    /** "Draft 2 after R01" */
    public String label() {
        String revision = ContributionNumber.revisionLabel(base);
        return "Draft " + number + " after " + (revision == null ? "the original" : revision);
    }

    /** "R02"; null where it did not become a revision. */
    public @Nullable String submittedLabel() {
        return ContributionNumber.revisionLabel(submittedAs);
    }
}
