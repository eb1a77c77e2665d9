package org.rostrum.contributions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rostrum.documents.StoredDocument;

/**
 * One file in a package.
 *
 * @param revision 0 for the first file
 */
public record PackagedDocument(
        ContributionRow contribution, int revision, StoredDocument document, Instant uploadedAt) {

    /** With the revision: OMA-DMSO-2026-0042R01. */
    public String number() {
        return contribution.number().numberOf(revision);
    }

    /** As it is called in every package and every download. */
    public String fileName() {
        return Contributions.fileName(contribution, revision, document.kind());
    }

    /** Whether a later revision has taken its place. */
    public boolean superseded() {
        Integer latest = contribution.revision();
        return latest != null && latest > revision;
    }

    public @Nullable AgendaPlace place() {
        return contribution.place();
    }
}
