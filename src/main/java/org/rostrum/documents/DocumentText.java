package org.rostrum.documents;

import org.jspecify.annotations.Nullable;

/**
 * What a document says, or why that is not known.
 *
 * @param content paragraphs, each on a line; null unless it was read
 * @param cut whether the document goes on where its text ends
 * @param problem why it could not be read, in words
 */
public record DocumentText(
        State state,
        @Nullable String content,
        boolean cut,
        @Nullable String problem) {

    /** How far reading it got. */
    public enum State {
        WAITING,
        READ,
        /** There are no words in it, as in a scanned page. */
        NONE,
        FAILED
    }

    static final DocumentText NO_WORDS = new DocumentText(State.NONE, null, false, null);

    static DocumentText of(String content, boolean cut) {
        return content.isBlank() ? NO_WORDS : new DocumentText(State.READ, content, cut, null);
    }

    static DocumentText failed(String problem) {
        return new DocumentText(State.FAILED, null, false, problem);
    }
}
