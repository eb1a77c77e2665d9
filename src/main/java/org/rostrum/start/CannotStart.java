package org.rostrum.start;

/** What whoever operates the portal can put right: one sentence that says what to set. */
final class CannotStart extends RuntimeException {

    CannotStart(String sentence) {
        super(sentence);
    }
}
