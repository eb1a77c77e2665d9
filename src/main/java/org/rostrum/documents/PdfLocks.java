package org.rostrum.documents;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.rostrum.documents.TextReader.TookTooMuch;
import org.springframework.core.io.FileSystemResource;
import org.springframework.stereotype.Component;

/**
 * Whether a PDF opens with a password only. Many are encrypted merely to forbid changes and open without, which only a
 * reader of PDF can tell; it runs in a process of its own, because whoever uploads may mean harm by it.
 */
@Component
class PdfLocks {

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int A_FEW_WORDS = 1_000;

    private final TextSettings settings;

    PdfLocks(TextSettings settings) {
        this.settings = new TextSettings(Duration.ZERO, LONGEST, settings.memory(), A_FEW_WORDS);
    }

    /** One at a time: each is a process with memory of its own. */
    synchronized boolean locked(Path pdf) throws IOException {
        var reader = new TextReader(settings);
        try {
            return reader.read(DocumentKind.PDF, new FileSystemResource(pdf)).equals(TextReader.LOCKED);
        } catch (TookTooMuch e) {
            // Then nobody can say; whoever can open it will see.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            reader.rest();
        }
    }
}
