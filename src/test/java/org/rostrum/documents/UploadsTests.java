package org.rostrum.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.awaitility.Durations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Client;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files that come in pieces over connections that break, sent by tus's own client and by hand. */
@ServedRostrumTest
class UploadsTests {

    private static final String UPLOADS = "/api/v1/uploads";

    private final int port;
    private final Body body;
    private final Uploads uploads;
    private final JdbcClient jdbc;
    private final HttpClient http = HttpClient.newHttpClient();

    /** Somebody of each test's own, who has nothing else under way. */
    private final Newcomer sender;

    UploadsTests(@LocalServerPort int port, Body body, Uploads uploads, JdbcClient jdbc, Newcomers newcomers) {
        this.port = port;
        this.body = body;
        this.uploads = uploads;
        this.jdbc = jdbc;
        this.sender = newcomers.delegate();
    }

    private static byte[] pdf(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        byte[] start = SampleFiles.pdf("x");
        System.arraycopy(start, 0, content, 0, start.length);
        return content;
    }

    private TusClient tus() throws IOException {
        var tus = new TusClient();
        tus.setUploadCreationURL(
                URI.create("http://localhost:" + port + UPLOADS).toURL());
        tus.setHeaders(Map.of("Authorization", "Bearer " + sender.token()));
        tus.enableResuming(new TusURLMemoryStore());
        return tus;
    }

    private static TusUpload file(byte[] content, String name) {
        var file = new TusUpload();
        file.setInputStream(new ByteArrayInputStream(content));
        file.setSize(content.length);
        file.setFingerprint(name);
        file.setMetadata(Map.of("filename", name));
        return file;
    }

    private HttpRequest.Builder to(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Tus-Resumable", "1.0.0");
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> begun(long size) throws IOException, InterruptedException {
        return answer(to(UPLOADS, sender.token())
                .header("Upload-Length", String.valueOf(size))
                .header(
                        "Upload-Metadata",
                        "filename " + Base64.getEncoder().encodeToString("zażółć.pdf".getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.noBody()));
    }

    private String begin(long size) throws IOException, InterruptedException {
        HttpResponse<String> answer = begun(size);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> send(String upload, long offset, BodyPublisher content)
            throws IOException, InterruptedException {
        return answer(to(upload, sender.token())
                .header("Content-Type", "application/offset+octet-stream")
                .header("Upload-Offset", String.valueOf(offset))
                .method("PATCH", content));
    }

    private HttpResponse<String> stands(String upload) throws IOException, InterruptedException {
        return answer(to(upload, sender.token()).method("HEAD", BodyPublishers.noBody()));
    }

    private long offset(String upload) throws IOException, InterruptedException {
        return stands(upload).headers().firstValueAsLong("Upload-Offset").orElseThrow();
    }

    private static String id(String upload) {
        return upload.substring(upload.lastIndexOf('/') + 1);
    }

    private String reserved() {
        return new Client(port, sender)
                .post(
                        "/api/v1/meetings/" + body.meetingNextMonth().id() + "/contributions",
                        null,
                        "{\"type\":\"INP\",\"for\":\"Discussion\",\"title\":\"Sent in pieces\"}")
                .json()
                .get("id")
                .asString();
    }

    private Client.Answer submitted(String contribution, String upload, @Nullable String key) {
        return new Client(port, sender)
                .post(
                        "/api/v1/contributions/" + contribution + "/revisions",
                        key,
                        "{\"upload\":\"" + id(upload) + "\"}");
    }

    @Test
    void anotherProgramFindsOutWhatIsTaken() throws Exception {
        HttpResponse<String> answer = answer(to(UPLOADS, sender.token()).method("OPTIONS", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().map())
                .containsEntry("tus-version", java.util.List.of("1.0.0"))
                .containsEntry("tus-resumable", java.util.List.of("1.0.0"))
                .containsEntry("tus-extension", java.util.List.of("creation,expiration,termination"))
                .containsEntry("tus-max-size", java.util.List.of("52428800"));
    }

    @Test
    void aFileSentByTusBecomesARevisionAndALostAnswerIsAskedForAgain() throws Exception {
        byte[] content = pdf(3 * Uploads.PIECE + 17);
        TusUploader uploader = tus().createUpload(file(content, "proposal.pdf"));
        uploader.setChunkSize(100_000);
        uploader.setRequestPayloadSize(400_000);
        while (uploader.uploadChunk() >= 0) {}
        uploader.finish();
        String upload = uploader.getUploadURL().getPath();

        String contribution = reserved();
        String key = UUID.randomUUID().toString();
        assertThat(submitted(contribution, upload, key).status()).isEqualTo(201);
        Client.Answer again = submitted(contribution, upload, key);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().get("revisions")).hasSize(1);
        assertThat(again.json().get("revisions").get(0).get("size").asLong()).isEqualTo(content.length);
        assertThat(again.json().get("revisions").get(0).get("macros").asBoolean())
                .isFalse();
        assertThat(answer(to("/api/v1/contributions/" + contribution + "/revisions/0/file", sender.token())
                                .GET())
                        .headers()
                        .firstValue("ETag"))
                .hasValueSatisfying(tag -> assertThat(tag).contains(sha256(content)));
        assertThat(new Client(port, sender).get(UPLOADS).json().get("items")).isEmpty();
    }

    private static String sha256(byte[] content) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aConnectionCutInTheMiddleLosesNothingAndTusGoesOnFromThere() throws Exception {
        byte[] content = pdf(4 * Uploads.PIECE);
        TusClient tus = tus();
        String upload =
                tus.createUpload(file(content, "cut.pdf")).getUploadURL().getPath();
        int arrived = Uploads.PIECE + 1000;
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("PATCH " + upload + " HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Authorization: Bearer " + sender.token() + "\r\nTus-Resumable: 1.0.0\r\n"
                                    + "Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\n"
                                    + "Content-Length: " + content.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(content, 0, arrived);
        }
        await().atMost(Durations.TEN_SECONDS)
                .untilAsserted(() -> assertThat(offset(upload)).isEqualTo(arrived));
        assertThat(submitted(reserved(), upload, null).json().get("detail").asString())
                .isEqualTo("Only 257 KB of 1 MB of this file have arrived. Finish its upload, then submit it.");

        TusUploader uploader = tus.resumeUpload(file(content, "cut.pdf"));
        assertThat(uploader.getOffset()).isEqualTo(arrived);
        while (uploader.uploadChunk() >= 0) {}
        uploader.finish();
        Client.Answer taken = submitted(reserved(), upload, null);
        assertThat(taken.json().get("revisions").get(0).get("sha256").asString())
                .isEqualTo(sha256(content));
    }

    @Test
    void whatIsTooLargeOrEmptyOrOfNoLengthIsRefusedBeforeItIsSent() throws Exception {
        HttpResponse<String> huge = begun(2L << 30);
        assertThat(huge.statusCode()).isEqualTo(413);
        assertThat(huge.body()).contains("This file is larger than 50 MB, the most that is taken.");
        assertThat(huge.headers().firstValue("Tus-Resumable")).hasValue("1.0.0");
        HttpResponse<String> empty = begun(0);
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.body()).contains("This file is empty.");
        assertThat(answer(to(UPLOADS, sender.token())
                                .header("Upload-Defer-Length", "1")
                                .POST(BodyPublishers.noBody()))
                        .body())
                .contains("Send the header Upload-Length with a number of bytes");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> tus().createUpload(file(new byte[0], "empty.pdf")));
    }

    @Test
    void aPieceThatDoesNotFitWhereTheFileStandsIsRefusedAndNothingIsKeptOfIt() throws Exception {
        String upload = begin(100);
        assertThat(send(upload, 0, BodyPublishers.ofByteArray(new byte[60])).statusCode())
                .isEqualTo(204);
        for (long wrong : new long[] {0, 59, 61, 100}) {
            HttpResponse<String> answer = send(upload, wrong, BodyPublishers.ofByteArray(new byte[40]));
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("Ask how much has arrived, and go on from there.");
        }
        assertThat(offset(upload)).isEqualTo(60);
        assertThat(stands(upload).headers().firstValue("Upload-Metadata").orElseThrow())
                .contains(Base64.getEncoder().encodeToString("zażółć.pdf".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void moreThanWasAnnouncedIsRefusedAndTheFileIsNotTakenForWhole() throws Exception {
        String upload = begin(100);
        HttpResponse<String> more = send(upload, 0, BodyPublishers.ofByteArray(new byte[101]));
        assertThat(more.statusCode()).isEqualTo(413);
        assertThat(more.body()).contains("More of this file was sent than was announced.");
        assertThat(offset(upload)).isZero();
        // Without a length of its own, as well.
        assertThat(send(upload, 0, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[101])))
                        .statusCode())
                .isEqualTo(413);
        assertThat(submitted(reserved(), upload, null).status()).isEqualTo(409);
    }

    @Test
    void twoConnectionsForOneFileNeverMixTheirPieces() throws Exception {
        byte[] content = pdf(6 * Uploads.PIECE);
        String upload = begin(content.length);
        var first = send(upload, 0, content);
        var second = send(upload, 0, content);
        int[] statuses = {first.join().statusCode(), second.join().statusCode()};
        java.util.Arrays.sort(statuses);
        // One may have been done before the other began, or both were at it, and one was told to ask again.
        assertThat(statuses).isEqualTo(new int[] {204, 409});
        assertThat(offset(upload)).isEqualTo(content.length);
        assertThat(submitted(reserved(), upload, null)
                        .json()
                        .get("revisions")
                        .get(0)
                        .get("sha256")
                        .asString())
                .isEqualTo(sha256(content));
    }

    private java.util.concurrent.CompletableFuture<HttpResponse<String>> send(
            String upload, long offset, byte[] content) {
        return http.sendAsync(
                to(upload, sender.token())
                        .header("Content-Type", "application/offset+octet-stream")
                        .header("Upload-Offset", String.valueOf(offset))
                        .method("PATCH", BodyPublishers.ofByteArray(content))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void somebodyElsesUploadIsUnknownAndOutsidersSendNothing() throws Exception {
        String upload = begin(100);
        for (Cast person : new Cast[] {Cast.DANA, Cast.ADA}) {
            for (String method : new String[] {"HEAD", "DELETE", "PATCH"}) {
                assertThat(answer(to(upload, person.token())
                                        .header("Content-Type", "application/offset+octet-stream")
                                        .header("Upload-Offset", "0")
                                        .method(method, BodyPublishers.noBody()))
                                .statusCode())
                        .as("%s %s", person, method)
                        .isEqualTo(404);
            }
        }
        assertThat(send(upload, 0, BodyPublishers.ofByteArray(pdf(100))).statusCode())
                .isEqualTo(204);
        String reserved = new Client(port, Cast.DANA)
                .post(
                        "/api/v1/meetings/" + body.meetingNextMonth().id() + "/contributions",
                        null,
                        "{\"type\":\"INP\",\"for\":\"Discussion\",\"title\":\"Not mine\"}")
                .json()
                .get("id")
                .asString();
        assertThat(new Client(port, Cast.DANA)
                        .post(
                                "/api/v1/contributions/" + reserved + "/revisions",
                                null,
                                "{\"upload\":\"" + id(upload) + "\"}")
                        .status())
                .isEqualTo(404);
        for (Cast person : new Cast[] {Cast.GUS, Cast.NORA}) {
            assertThat(answer(to(UPLOADS, person.token())
                                    .header("Upload-Length", "100")
                                    .POST(BodyPublishers.noBody()))
                            .statusCode())
                    .as("%s", person)
                    .isIn(401, 403);
        }
        assertThat(http.send(
                                HttpRequest.newBuilder(URI.create("http://localhost:" + port + UPLOADS))
                                        .header("Tus-Resumable", "1.0.0")
                                        .header("Upload-Length", "100")
                                        .POST(BodyPublishers.noBody())
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isIn(401, 403);
    }

    @Test
    void whatWaitedTooLongIsGoneAndItsPiecesWithIt() throws Exception {
        String upload = begin(100);
        send(upload, 0, BodyPublishers.ofByteArray(new byte[60]));
        String other = begin(100);
        jdbc.sql("update upload set expires_at = now() where id = ?")
                .param(UUID.fromString(id(upload)))
                .update();
        assertThat(stands(upload).statusCode()).isEqualTo(404);
        assertThat(send(upload, 60, BodyPublishers.ofByteArray(new byte[40])).statusCode())
                .isEqualTo(404);
        assertThat(uploads.forgetExpired()).isPositive();
        assertThat(jdbc.sql("select count(*) from upload_piece where upload_id = ?")
                        .param(UUID.fromString(id(upload)))
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(stands(other).statusCode()).isEqualTo(200);
        assertThat(answer(to(other, sender.token()).DELETE()).statusCode()).isEqualTo(204);
        assertThat(stands(other).statusCode()).isEqualTo(404);
    }

    @Test
    void nobodyHasTooManyUnderWayAtOnce() throws Exception {
        for (int i = 0; i < 9; i++) {
            begin(1 << 20);
        }
        String last = begin(50 << 20);
        HttpResponse<String> refused = begun(1);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body())
                .contains("You have 10 unfinished uploads of 59 MB in all. Finish or cancel one of them first.");
        answer(to(last, sender.token()).DELETE());
        assertThat(begun(1).statusCode()).isEqualTo(201);
    }

    @Test
    void aFileThatIsNotTakenIsRefusedWhereItIsHandedOver() throws Exception {
        String upload = begin(100);
        send(upload, 0, BodyPublishers.ofByteArray(new byte[100]));
        String contribution = reserved();
        Client.Answer refused = submitted(contribution, upload, null);
        assertThat(refused.status()).isEqualTo(415);
        assertThat(Objects.requireNonNull(refused.json().get("errors"))
                        .get("file")
                        .asString())
                .contains("This file is named .pdf but its content is");
        assertThat(new Client(port, sender)
                        .get("/api/v1/contributions/" + contribution)
                        .json()
                        .get("revisions"))
                .isEmpty();
    }

    @Test
    void whoSpeaksAnotherProtocolIsToldWhichOne() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + UPLOADS))
                        .header("Authorization", "Bearer " + sender.token())
                        .header("Tus-Resumable", "0.2.2")
                        .header("Upload-Length", "100")
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(answer.headers().firstValue("Tus-Version")).hasValue("1.0.0");
        assertThat(answer(to(begin(10), sender.token())
                                .header("Upload-Offset", "0")
                                .header("Content-Type", "application/pdf")
                                .method("PATCH", BodyPublishers.ofByteArray(new byte[10])))
                        .statusCode())
                .isEqualTo(415);
    }
}
