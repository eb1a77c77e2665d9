package org.rostrum.documents;

import org.rostrum.shared.Rounds;
import org.springframework.stereotype.Component;

/** Forgets uploads that nobody goes on with. */
@Component
class UploadRounds extends Rounds {

    private final Uploads uploads;

    UploadRounds(Uploads uploads, UploadSettings settings) {
        super("uploads", settings.tidy());
        this.uploads = uploads;
    }

    @Override
    protected void round() {
        uploads.forgetExpired();
    }
}
