package org.rostrum.documents;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bucket that documents are kept in.
 *
 * @param region as the server calls it
 * @param endpoint of a server that is not Amazon's; null for Amazon's
 * @param pathStyle whether the bucket is named in the path and not in the host's name, as most other servers want it
 * @param accessKey null where the environment, a profile or the machine's role says it, which are then asked in the AWS
 *     SDK's order
 * @param secretKey belongs to the access key
 */
public record S3Settings(
        @Nullable String bucket,
        @Nullable String region,
        @Nullable URI endpoint,
        @DefaultValue("false") boolean pathStyle,
        @Nullable String accessKey,
        @Nullable String secretKey) {

    public S3Settings {
        bucket = said(bucket);
        region = said(region);
        endpoint = endpoint == null || endpoint.toString().isBlank() ? null : endpoint;
        accessKey = said(accessKey);
        secretKey = said(secretKey);
    }

    /** What is set to nothing is not set. */
    private static @Nullable String said(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** The secret stays out of logs. */
    @Override
    public String toString() {
        return "S3Settings[bucket=" + bucket + ", region=" + region + ", endpoint=" + endpoint + "]";
    }
}
