package org.rostrum.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rostrum.documents.web.Download;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.FreePort;
import org.rostrum.testing.Postgres;
import org.rostrum.testing.S3Server;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Documents in a bucket of a real S3 server, side by side with those in the database. */
class S3StoreTests {

    private static final S3Server SERVER = new S3Server();
    private static final String BUCKET = "rostrum-documents";

    private static final DriverManagerDataSource DATABASE = new DriverManagerDataSource(Postgres.newDatabase());
    private static final JdbcClient JDBC = JdbcClient.create(DATABASE);
    private static final DataSourceTransactionManager TRANSACTIONS = new DataSourceTransactionManager(DATABASE);
    private static final PersonId DANA = new PersonId(UUID.randomUUID());

    /** The server as somebody sees it who looks into the bucket, not through the portal. */
    private static final S3Client BESIDE = S3Client.builder()
            .endpointOverride(SERVER.endpoint())
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();

    private final Portal s3 = new Portal(settings(DocumentStore.S3, BUCKET, SERVER.endpoint(), S3Server.SECRET_KEY));

    @BeforeAll
    static void prepare() {
        Flyway.configure()
                .dataSource(DATABASE)
                .placeholders(Map.of("prefix", "OMA"))
                .load()
                .migrate();
        JDBC.sql("insert into person (id, name, email) values (?, 'Dana', 'dana@examplecom.example')")
                .param(DANA.value())
                .update();
        BESIDE.createBucket(bucket -> bucket.bucket(BUCKET));
    }

    @AfterAll
    static void end() {
        BESIDE.close();
        SERVER.close();
    }

    private static DocumentSettings settings(
            DocumentStore store, @Nullable String bucket, @Nullable URI endpoint, String secret) {
        return new DocumentSettings(
                DataSize.ofMegabytes(50),
                store,
                new S3Settings(bucket, "us-east-1", endpoint, true, S3Server.ACCESS_KEY, secret),
                null,
                java.time.Duration.ofMinutes(1));
    }

    /** One node. */
    private static final class Portal {

        private final S3Objects objects;
        private final ObjectNotes notes;
        private final Documents documents;
        private final TransactionTemplate transaction = new TransactionTemplate(TRANSACTIONS);

        Portal(DocumentSettings settings) {
            objects = new S3Objects(settings);
            notes = new ObjectNotes(JDBC, objects, TRANSACTIONS);
            documents = new Documents(
                    JDBC,
                    settings,
                    objects,
                    notes,
                    new Clamd(settings),
                    new PdfLocks(new TextSettings(
                            java.time.Duration.ZERO,
                            java.time.Duration.ofSeconds(20),
                            DataSize.ofMegabytes(128),
                            1_000)),
                    event -> {});
            if (settings.store() == DocumentStore.S3) {
                notes.refill();
            }
        }

        DocumentId keep(byte[] content) {
            try (ReceivedDocument received = documents.receive("a.txt", new ByteArrayInputStream(content))) {
                return transaction.execute(status -> documents.store(received, DANA));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        StoredDocument found(DocumentId id) {
            return documents.find(id).orElseThrow();
        }

        Resource content(DocumentId id) {
            return documents.content(found(id));
        }
    }

    private static byte[] text(int size) {
        byte[] text = new byte[size];
        Random random = new Random(size);
        for (int i = 0; i < size; i++) {
            text[i] = (byte) ('a' + random.nextInt(26));
        }
        return text;
    }

    private static List<String> keys() {
        return BESIDE.listObjectsV2Paginator(list -> list.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private static String key(DocumentId id) {
        return "documents/" + id;
    }

    private static int pieces(DocumentId id) {
        return JDBC.sql("select count(*) from document_chunk where document_id = ?")
                .param(id.value())
                .query(Integer.class)
                .single();
    }

    @Test
    void documentsGoToTheBucketAndAreReadFromThereWhileEarlierOnesStayInTheDatabase() throws IOException {
        Portal database = new Portal(settings(DocumentStore.DATABASE, BUCKET, SERVER.endpoint(), S3Server.SECRET_KEY));
        DocumentId earlier = database.keep(text(1_000));
        DocumentId later = s3.keep(text(3_000_000));

        assertThat(pieces(earlier)).isEqualTo(1);
        assertThat(pieces(later)).isZero();
        assertThat(keys()).contains(key(later)).doesNotContain(key(earlier));
        for (Portal either : List.of(database, s3)) {
            assertThat(either.content(earlier).getContentAsByteArray()).isEqualTo(text(1_000));
            assertThat(either.content(later).getContentAsByteArray()).isEqualTo(text(3_000_000));
        }
    }

    @Test
    void aRangeIsAskedForAndTheRestIsNotSent() throws IOException {
        byte[] content = text(2_000_000);
        DocumentId id = s3.keep(content);

        try (InputStream in = s3.content(id).getInputStream()) {
            in.skipNBytes(1_234_567);
            assertThat(in.readNBytes(5)).isEqualTo(new byte[] {
                content[1_234_567], content[1_234_568], content[1_234_569], content[1_234_570], content[1_234_571]
            });
            in.skipNBytes(content.length - 1_234_572 - 1);
            assertThat(in.read()).isEqualTo(content[content.length - 1]);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void whatARollbackLeavesBehindIsRemovedAndNothingElse() {
        DocumentId kept = s3.keep(text(2_000));
        DocumentId[] lost = new DocumentId[1];
        s3.transaction.executeWithoutResult(status -> {
            try (ReceivedDocument received = s3.documents.receive("a.txt", new ByteArrayInputStream(text(2_001)))) {
                lost[0] = s3.documents.store(received, DANA);
                // Another node sweeps while this goes on.
                new Portal(settings(DocumentStore.S3, BUCKET, SERVER.endpoint(), S3Server.SECRET_KEY))
                        .notes.sweep(Duration.ZERO);
                assertThat(keys()).contains(key(lost[0]));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            status.setRollbackOnly();
        });
        assertThat(s3.documents.find(lost[0])).isEmpty();
        assertThat(keys()).contains(key(lost[0]));

        s3.notes.sweep(Duration.ofHours(1));
        assertThat(keys()).as("too early").contains(key(lost[0]));
        s3.notes.sweep(Duration.ZERO);
        assertThat(keys()).doesNotContain(key(lost[0])).contains(key(kept));

        // Its stock was swept as well; it goes on with new names.
        s3.notes.refill();
        DocumentId next = s3.keep(text(2_002));
        assertThat(keys()).contains(key(next));
    }

    @Test
    void anObjectGoesAfterItsDocument() {
        DocumentId id = s3.keep(text(1_500));
        JDBC.sql("delete from document where id = ?").param(id.value()).update();
        s3.notes.sweep(Duration.ZERO);
        assertThat(keys()).doesNotContain(key(id));
    }

    @Test
    void aMissingObjectIsSaidAndNoEmptyFileIsHandedOut() throws IOException {
        DocumentId id = s3.keep(text(1_200));
        BESIDE.deleteObject(delete -> delete.bucket(BUCKET).key(key(id)));

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> new Download(s3.documents).of(s3.found(id), "a.txt"))
                .withMessage(Documents.GONE)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Refusal.Reason.UNAVAILABLE));
        try (InputStream in = s3.content(id).getInputStream()) {
            assertThatExceptionOfType(StoreTrouble.class).isThrownBy(in::read).withMessage(Documents.GONE);
        }
    }

    @Test
    void aBucketThatIsAwayRefusesTheUploadAndKeepsNothing() {
        Portal away = new Portal(settings(
                DocumentStore.S3, BUCKET, URI.create("http://127.0.0.1:" + FreePort.next()), S3Server.SECRET_KEY));
        int before = documents();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> away.keep(text(1_000)))
                .withMessageContaining("Try again");
        assertThat(documents()).isEqualTo(before);
    }

    private static int documents() {
        return JDBC.sql("select count(*) from document").query(Integer.class).single();
    }

    @Test
    void whatIsWrongWithABucketIsSaidInWords() {
        assertThat(s3.objects.trouble()).isNull();
        assertThat(new S3Objects(settings(DocumentStore.S3, "no-such-bucket", SERVER.endpoint(), S3Server.SECRET_KEY))
                        .trouble())
                .startsWith("There is no bucket no-such-bucket: make it, or set rostrum.documents.s3.bucket");
        assertThat(new S3Objects(settings(DocumentStore.S3, BUCKET, SERVER.endpoint(), "wrong")).trouble())
                .startsWith("The bucket rostrum-documents refuses the portal: set rostrum.documents.s3.access-key");
    }

    @Test
    void aDocumentOfABucketThatIsNotSetAnyMoreIsSaidToBe() {
        DocumentId id = s3.keep(text(1_300));
        Portal without = new Portal(settings(DocumentStore.DATABASE, null, null, S3Server.SECRET_KEY));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> new Download(without.documents).of(without.found(id), "a.txt"))
                .withMessageContaining("rostrum.documents.s3");
    }
}
