package org.rostrum.documents;

import java.time.Duration;
import org.rostrum.shared.Rounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Keeps notes for new objects in stock, and removes objects that were left behind; only where there is a bucket. */
@Component
class ObjectRounds extends Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectRounds.class);
    private static final Duration POLL = Duration.ofMinutes(10);

    private final ObjectNotes notes;
    private final S3Objects objects;
    private final DocumentSettings settings;

    ObjectRounds(ObjectNotes notes, S3Objects objects, DocumentSettings settings) {
        super("document-objects", objects.configured() ? POLL : Duration.ZERO);
        this.notes = notes;
        this.objects = objects;
        this.settings = settings;
        notes.whenLow(this::wake);
    }

    /** A bucket that is away for a moment is no reason not to start: what needs no file goes on. */
    @Override
    public void start() {
        String trouble = objects.trouble();
        if (trouble != null) {
            LOG.error("Documents cannot be kept: {}", trouble);
        }
        super.start();
    }

    @Override
    protected void round() {
        if (settings.store() == DocumentStore.S3) {
            notes.refill();
        }
        notes.sweep();
    }
}
