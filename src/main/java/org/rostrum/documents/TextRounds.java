package org.rostrum.documents;

import org.rostrum.shared.Rounds;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Reads the text of what comes in, on every node. */
@Component
class TextRounds extends Rounds {

    private final DocumentTexts texts;

    TextRounds(DocumentTexts texts, TextSettings settings) {
        super("document-texts", settings.poll());
        this.texts = texts;
    }

    @TransactionalEventListener
    void on(DocumentKept kept) {
        wake();
    }

    @Override
    protected void round() throws InterruptedException {
        int read = 0;
        while (!stopping() && texts.readNext(null)) {
            read++;
        }
        if (read == 0) {
            texts.rest();
        }
    }
}
