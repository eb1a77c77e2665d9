package org.rostrum.calendars;

import java.time.Instant;

/**
 * What a calendar program is answered.
 *
 * @param fileName for those who save it instead of subscribing
 * @param version changes whenever the content does
 * @param changedAt when the last of it was changed
 */
public record Feed(String fileName, String version, Instant changedAt, Content content) {

    /** Written only where the program does not have it yet. */
    @FunctionalInterface
    public interface Content {
        byte[] write();
    }
}
