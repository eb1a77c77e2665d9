package org.rostrum.contributions.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.ZipInputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Packages on their way through a real server: readers who are slow, who leave and come back, and a file that is damaged. */
@ServedRostrumTest
class PackageStreamTests {

    private static final int PIECE = 1 << 20;
    /** More than the sockets of both sides hold. */
    private static final int PIECES = 24;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final JdbcClient jdbc;
    private final DataSource database;
    private final DownloadsUnderway underway;
    private final OwnGroup people;
    private final Gathering meeting;
    private final UUID document;

    PackageStreamTests(
            @LocalServerPort int port,
            JdbcClient jdbc,
            DataSource database,
            DownloadsUnderway underway,
            Body body,
            Newcomers newcomers,
            Viewers viewers) {
        this.port = port;
        this.jdbc = jdbc;
        this.database = database;
        this.underway = underway;
        people = new OwnGroup(newcomers, viewers, body, jdbc);
        meeting = people.meetingIn(Duration.ofDays(30));
        document = NewId.next();
    }

    @BeforeEach
    void oneLargeDocument() throws Exception {
        UUID contribution = people.submitted(meeting, false);
        byte[] piece = new byte[PIECE];
        new Random(1).nextBytes(piece);
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        CRC32 crc32 = new CRC32();
        for (int i = 0; i < PIECES; i++) {
            sha256.update(piece);
            crc32.update(piece);
        }
        jdbc.sql("""
                        insert into document
                          (id, original_name, media_type, size, sha256, crc32, macros, stored_by, stored_at)
                        values (?, 'large.zip', 'application/zip', ?, ?, ?, false, ?, now())""")
                .params(
                        document,
                        PIECES * PIECE,
                        sha256.digest(),
                        crc32.getValue(),
                        people.delegate.id().value())
                .update();
        jdbc.sql("""
                        insert into document_chunk (document_id, position, bytes)
                        select ?, i, ? from generate_series(0, ?) i""").params(document, piece, PIECES - 1).update();
        jdbc.sql("insert into revision (contribution_id, number, document_id, uploaded_by, uploaded_at)"
                        + " values (?, 0, ?, ?, now())")
                .params(contribution, document, people.delegate.id().value())
                .update();
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/api/v1/meetings/" + meeting.id() + "/documents.zip"))
                .header("Authorization", "Bearer " + people.delegate.token());
    }

    private HttpResponse<InputStream> sent(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofInputStream());
    }

    private boolean taken() {
        return jdbc.sql("select exists (select 1 from package_taken where person_id = ?)")
                .param(people.delegate.id().value())
                .query(Boolean.class)
                .single();
    }

    private void nothingIsUnderway() {
        await().ignoreExceptions().untilAsserted(() -> {
            // Both turns of this reader are free again.
            String reader = people.delegate.id().toString();
            try (DownloadsUnderway.Turn one = underway.begin(reader);
                    DownloadsUnderway.Turn two = underway.begin(reader)) {
                assertThat(one).isNotSameAs(two);
            }
        });
    }

    @Test
    void whoLosesTheConnectionGoesOnWhereItBrokeAndHasItWholeThen() throws Exception {
        HttpResponse<InputStream> first = sent(request());
        String tag = first.headers().firstValue("ETag").orElseThrow();
        long length = first.headers().firstValueAsLong("Content-Length").orElseThrow();
        byte[] begun;
        try (InputStream body = first.body()) {
            begun = body.readNBytes(5_000_000);
        }
        nothingIsUnderway();
        assertThat(taken()).isFalse();

        var whole = new ByteArrayOutputStream();
        whole.write(begun);
        HttpResponse<InputStream> rest =
                sent(request().header("Range", "bytes=5000000-").header("If-Range", tag));
        assertThat(rest.statusCode()).isEqualTo(206);
        rest.body().transferTo(whole);
        assertThat(whole.size()).isEqualTo((int) length);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(whole.toByteArray()))) {
            zip.getNextEntry();
            zip.getNextEntry();
            assertThat(zip.getNextEntry().getName()).endsWith(".zip");
            assertThat(zip.readAllBytes()).hasSize(PIECES * PIECE);
        }
        await().untilAsserted(() -> assertThat(taken()).isTrue());
    }

    @Test
    void aSlowReaderHoldsNoConnectionToTheDatabase() throws Exception {
        HikariPoolMXBean pool = pool();
        try (InputStream body = sent(request()).body()) {
            assertThat(body.readNBytes(1_000)).hasSize(1_000);
            await().until(() -> pool.getActiveConnections() == 0);
            assertThat(body.readAllBytes().length).isGreaterThan(PIECES * PIECE);
        }
    }

    private HikariPoolMXBean pool() throws SQLException {
        return database.unwrap(HikariDataSource.class).getHikariPoolMXBean();
    }

    @Test
    void aDamagedDocumentBreaksTheConnectionAndIsNeverAShorterFile() throws Exception {
        jdbc.sql("delete from document_chunk where document_id = ? and position = ?")
                .params(document, PIECES - 2)
                .update();
        HttpResponse<InputStream> broken = sent(request());
        assertThat(broken.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> broken.body().readAllBytes()).isInstanceOf(IOException.class);
        nothingIsUnderway();
        assertThat(taken()).isFalse();
    }

    @Test
    void aDocumentOfAnotherContentThanWasStoredBreaksItToo() throws Exception {
        jdbc.sql("update document set crc32 = (crc32 + 1) % 4294967296 where id = ?")
                .param(document)
                .update();
        HttpResponse<InputStream> broken = sent(request());
        assertThatThrownBy(() -> broken.body().readAllBytes()).isInstanceOf(IOException.class);
        nothingIsUnderway();
        assertThat(taken()).isFalse();
    }
}
