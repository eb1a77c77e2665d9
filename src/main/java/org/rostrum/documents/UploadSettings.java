package org.rostrum.documents;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Files on their way.
 *
 * @param perPerson how many somebody may have under way at once
 * @param bytesPerPerson how large these may be in all; one file of the largest size is always taken
 * @param keep how long an upload waits for its next piece
 * @param requestsPerMinute by one person on one node
 * @param tidy how often each node forgets what waited too long; never where this is 0
 */
@ConfigurationProperties("rostrum.documents.uploads")
public record UploadSettings(
        @DefaultValue("10") int perPerson,
        @DefaultValue("500MB") DataSize bytesPerPerson,
        @DefaultValue("24h") Duration keep,
        @DefaultValue("600") int requestsPerMinute,
        @DefaultValue("10m") Duration tidy) {

    public UploadSettings {
        if (perPerson < 1) {
            throw new IllegalArgumentException("rostrum.documents.uploads.per-person must be at least 1");
        }
        if (keep.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("rostrum.documents.uploads.keep must be at least 1m");
        }
        if (requestsPerMinute < 1) {
            throw new IllegalArgumentException("rostrum.documents.uploads.requests-per-minute must be at least 1");
        }
        if (tidy.isNegative()) {
            throw new IllegalArgumentException("rostrum.documents.uploads.tidy must not be negative");
        }
    }
}
