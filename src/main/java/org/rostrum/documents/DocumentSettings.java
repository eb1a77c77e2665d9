package org.rostrum.documents;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What files are taken, and where they are kept.
 *
 * @param maxSize the largest file; the servlet container's own limits follow it
 * @param store where new documents go; each stays where it was put
 * @param s3 the bucket, where there is one
 * @param clamd where the virus scanner listens that looks at each file; null for none
 * @param clamdTimeout how long it may take for one file
 */
@Validated
@WellKept
@ConfigurationProperties("rostrum.documents")
public record DocumentSettings(
        @DefaultValue("50MB") DataSize maxSize,
        @DefaultValue("database") DocumentStore store,
        @DefaultValue S3Settings s3,
        @Nullable String clamd,
        @DefaultValue("60s") Duration clamdTimeout) {

    public DocumentSettings {
        if (maxSize.toBytes() < 1024
                || maxSize.toBytes() > DataSize.ofGigabytes(2).toBytes()) {
            throw new IllegalArgumentException("rostrum.documents.max-size must lie between 1KB and 2GB");
        }
        // What is set to nothing is not set.
        clamd = clamd == null || clamd.isBlank() ? null : new ClamdAddress(clamd.strip()).text();
        if (!clamdTimeout.isPositive()) {
            throw new IllegalArgumentException("rostrum.documents.clamd-timeout must be longer than nothing");
        }
    }

    /** "50 MB". */
    public String maxSizeInWords() {
        return FileSize.inWords(maxSize.toBytes());
    }

    /** Why a file is refused that is larger than that. */
    public String tooLarge() {
        return "This file is larger than " + maxSizeInWords() + ", the most that is taken.";
    }
}
