package org.rostrum.documents;

import java.time.Instant;

/**
 * A file on its way.
 *
 * @param name as the sender calls it, without what could harm
 * @param size as it was announced
 * @param received how much of it has arrived, from the beginning
 * @param expires when it is forgotten, if nothing more of it arrives
 */
public record Upload(UploadId id, String name, long size, long received, Instant expires) {

    public boolean whole() {
        return received == size;
    }

    String arrived() {
        return FileSize.inWords(received) + " of " + FileSize.inWords(size);
    }
}
