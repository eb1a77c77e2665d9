package org.rostrum.contributions;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.rostrum.documents.DocumentKind;
import org.rostrum.documents.DocumentText;
import org.rostrum.documents.DocumentTexts;
import org.rostrum.documents.StoredDocument;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.TextDifference;
import org.springframework.stereotype.Service;

/** Compares the text of files, be they revisions or drafts, whatever kind each is of. */
@Service
public class Comparisons {

    /** Long texts take seconds and memory; more of them at once would take those of everybody. */
    private static final int AT_ONCE = 2;

    private static final int LONGEST_WAIT_SECONDS = 20;

    private final DocumentTexts texts;
    private final Semaphore places = new Semaphore(AT_ONCE);

    Comparisons(DocumentTexts texts) {
        this.texts = texts;
    }

    /**
     * @param before a file that the viewer may read
     * @param beforeName what it is called in a sentence, such as "R01"
     * @param after another
     */
    public Comparison between(StoredDocument before, String beforeName, StoredDocument after, String afterName) {
        DocumentText was = texts.of(before.id());
        DocumentText is = texts.of(after.id());
        String wasText = was.content();
        String isText = is.content();
        if (wasText == null) {
            return impossible(was, before, beforeName);
        }
        if (isText == null) {
            return impossible(is, after, afterName);
        }
        try {
            if (!places.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new Refusal(
                        Refusal.Reason.TOO_MANY, "Many texts are being compared just now. Try again in a moment.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        try {
            return new Comparison(null, false, was.cut() || is.cut(), TextDifference.between(wasText, isText));
        } finally {
            places.release();
        }
    }

    private static Comparison impossible(DocumentText text, StoredDocument document, String name) {
        return switch (text.state()) {
            case READ -> throw new IllegalStateException("There is a text");
            case WAITING ->
                Comparison.impossible(
                        "The text of " + name
                                + " is not read yet. That takes some seconds after an upload; load this page again.",
                        true);
            case NONE ->
                Comparison.impossible(
                        "There is no text in " + name
                                + (document.kind() == DocumentKind.PDF
                                        ? ": its pages are pictures, as a scanner makes them."
                                        : "."),
                        false);
            case FAILED -> Comparison.impossible("The text of " + name + " cannot be read. " + text.problem(), false);
        };
    }
}
