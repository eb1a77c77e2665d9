package org.rostrum.contributions;

import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.documents.DocumentId;
import org.rostrum.organizations.PersonId;

/** One formal state of a contribution's document. Its place in the list is its number; 0 is the first file. */
@Embeddable
class Revision {

    private UUID documentId;
    private UUID uploadedBy;
    private Instant uploadedAt;
    private @Nullable String intent;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected Revision() {}

    Revision(DocumentId document, PersonId uploadedBy, Instant uploadedAt, @Nullable String intent) {
        this.documentId = document.value();
        this.uploadedBy = uploadedBy.value();
        this.uploadedAt = uploadedAt;
        this.intent = intent;
    }

    /** The same file, for the contribution that goes on at a later meeting. */
    Revision again(Instant at) {
        return new Revision(document(), uploadedBy(), at, null);
    }

    DocumentId document() {
        return new DocumentId(documentId);
    }

    boolean carriedOut(String asked) {
        return asked.equals(intent);
    }

    PersonId uploadedBy() {
        return new PersonId(uploadedBy);
    }

    Instant uploadedAt() {
        return uploadedAt;
    }
}
