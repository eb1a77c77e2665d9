package org.rostrum.documents;

import java.io.IOException;

/** A file that cannot be read from where it is kept, in words for whoever wants it. */
public final class StoreTrouble extends IOException {

    StoreTrouble(String message, Throwable cause) {
        super(message, cause);
    }
}
