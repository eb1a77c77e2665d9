package org.rostrum.documents.web;

import org.rostrum.documents.Documents;
import org.rostrum.documents.StoredDocument;
import org.rostrum.shared.Refusal;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Hands a stored file out: always to be saved, never to be opened in the portal's own origin. */
@Component
public class Download {

    private final Documents documents;

    public Download(Documents documents) {
        this.documents = documents;
    }

    /**
     * @param name what it is saved as; the sender's own name for it is never used
     * @return with ranges and conditional requests, so that a broken download goes on where it stopped
     * @throws Refusal where the file is missing from where it is kept
     */
    public ResponseEntity<Resource> of(StoredDocument document, String name) {
        Resource content = documents.content(document);
        if (!content.exists()) {
            throw new Refusal(Refusal.Reason.UNAVAILABLE, Documents.GONE);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(document.kind().mediaType()))
                .contentLength(document.size())
                .eTag(document.sha256())
                // Kept by the reader's own browser only, and asked for again each time: rights can be taken back.
                .cacheControl(CacheControl.noCache().cachePrivate())
                .header("Content-Disposition", disposition(name))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(content);
    }

    private static String disposition(String name) {
        boolean ascii = name.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        ContentDisposition.Builder attachment = ContentDisposition.attachment();
        return (ascii ? attachment.filename(name) : attachment.filename(name, java.nio.charset.StandardCharsets.UTF_8))
                .build()
                .toString();
    }
}
