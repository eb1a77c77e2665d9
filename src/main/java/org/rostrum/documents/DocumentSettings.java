package org.rostrum.documents;

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
 */
@Validated
@WellKept
@ConfigurationProperties("rostrum.documents")
public record DocumentSettings(
        @DefaultValue("50MB") DataSize maxSize,
        @DefaultValue("database") DocumentStore store,
        @DefaultValue S3Settings s3) {

    public DocumentSettings {
        if (maxSize.toBytes() < 1024
                || maxSize.toBytes() > DataSize.ofGigabytes(2).toBytes()) {
            throw new IllegalArgumentException("rostrum.documents.max-size must lie between 1KB and 2GB");
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
