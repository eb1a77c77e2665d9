package org.rostrum.documents;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The objects of a bucket, one for each document that lives there. */
@Component
class S3Objects implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(S3Objects.class);

    /** A bucket that answers nothing must not keep a delegate waiting for minutes. */
    private static final Duration CONNECTING = Duration.ofSeconds(5);

    private static final Duration ANSWERING = Duration.ofSeconds(30);

    private static final String AWAY =
            "The place where documents are kept does not answer. Nothing is lost; try again in some minutes.";

    private final @Nullable S3Client client;
    private final S3Settings settings;

    S3Objects(DocumentSettings documents) {
        settings = documents.s3();
        client = settings.bucket() == null ? null : client(settings);
    }

    private static S3Client client(S3Settings settings) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.pathStyle())
                // Other servers than Amazon's do not know the newer checksums.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .credentialsProvider(credentials(settings))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTING)
                        .socketTimeout(ANSWERING));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        String accessKey = settings.accessKey();
        String secretKey = settings.secretKey();
        return accessKey == null || secretKey == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
    }

    /** Whether there is a bucket, be it for documents of earlier days only. */
    boolean configured() {
        return client != null;
    }

    private S3Client required() {
        if (client == null) {
            throw new Refusal(
                    Refusal.Reason.UNAVAILABLE,
                    "This file is kept in a bucket that the portal is not told of any more. The staff of your standards"
                            + " body can set rostrum.documents.s3 again.");
        }
        return client;
    }

    private static String key(UUID id) {
        return "documents/" + id;
    }

    /** @throws Refusal where the bucket does not take it */
    void put(UUID id, Path file) {
        try {
            required().putObject(put -> put.bucket(settings.bucket()).key(key(id)), RequestBody.fromFile(file));
        } catch (SdkException e) {
            LOG.error("Document {} could not be put into bucket {}", id, settings.bucket(), e);
            throw new Refusal(
                    Refusal.Reason.UNAVAILABLE,
                    "The file could not be kept, because the place for documents does not answer. Try again in some"
                            + " minutes.");
        }
    }

    boolean exists(UUID id) {
        try {
            required().headObject(head -> head.bucket(settings.bucket()).key(key(id)));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                LOG.error("Document {} is missing from bucket {}", id, settings.bucket());
                return false;
            }
            throw away(id, e);
        } catch (SdkException e) {
            throw away(id, e);
        }
    }

    private Refusal away(UUID id, SdkException e) {
        LOG.error("Document {} could not be looked for in bucket {}", id, settings.bucket(), e);
        return new Refusal(Refusal.Reason.UNAVAILABLE, AWAY);
    }

    /**
     * Its content from a place on, as it comes. Whoever stops early aborts it.
     *
     * @throws StoreTrouble where it is missing or the bucket does not answer
     */
    ResponseInputStream<GetObjectResponse> read(UUID id, long from) throws StoreTrouble {
        try {
            return required().getObject(get -> {
                get.bucket(settings.bucket()).key(key(id));
                if (from > 0) {
                    get.range("bytes=" + from + "-");
                }
            });
        } catch (NoSuchKeyException e) {
            throw new StoreTrouble(Documents.GONE, e);
        } catch (SdkException e) {
            throw new StoreTrouble(AWAY, e);
        }
    }

    /** Nothing, where there is none. */
    void delete(UUID id) {
        required().deleteObject(delete -> delete.bucket(settings.bucket()).key(key(id)));
    }

    /**
     * Asks whether the bucket is there and may be used.
     *
     * @return what is wrong, in words; null where all is well
     */
    @Nullable String trouble() {
        try {
            required().headBucket(head -> head.bucket(settings.bucket()));
            return null;
        } catch (S3Exception e) {
            return switch (e.statusCode()) {
                case 404 ->
                    "There is no bucket " + settings.bucket()
                            + ": make it, or set rostrum.documents.s3.bucket, .region and .endpoint otherwise.";
                case 403 ->
                    "The bucket " + settings.bucket() + " refuses the portal: set rostrum.documents.s3.access-key and"
                            + " .secret-key to an account that may read and write there.";
                default -> "The bucket " + settings.bucket() + " answers " + e.statusCode() + ".";
            };
        } catch (SdkException e) {
            return "The bucket " + settings.bucket()
                    + " does not answer: look at rostrum.documents.s3.endpoint, .region,"
                    + " .access-key and .secret-key (" + e.getMessage() + ").";
        }
    }

    @Override
    public void destroy() {
        if (client != null) {
            client.close();
        }
    }
}
