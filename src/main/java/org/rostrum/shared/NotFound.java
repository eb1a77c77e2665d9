package org.rostrum.shared;

/**
 * There is no such thing, or none that the asker may know of. The two are told apart nowhere: a stranger must not learn
 * what exists. Answered with 404 on pages and in the API.
 */
public class NotFound extends RuntimeException {

    /** @param what the thing in the user's words, for example "meeting" */
    public NotFound(String what) {
        super("There is no such " + what + ", or it is not open to you.");
    }
}
