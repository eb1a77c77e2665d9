package org.rostrum.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Client;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Limits as the real server holds them: MockMvc never parses a multipart body. */
@ServedRostrumTest
class UploadLimitTests {

    private static final int LIMIT = 50 * 1024 * 1024;
    private static final String BOUNDARY = "x-rostrum-x";
    private static final byte[] END = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final Body body;

    UploadLimitTests(@LocalServerPort int port, Body body) {
        this.port = port;
        this.body = body;
    }

    private String reserved() {
        return new Client(port, Cast.DANA)
                .post(
                        "/api/v1/meetings/" + body.meetingNextMonth().id() + "/contributions",
                        null,
                        "{\"type\":\"INP\",\"for\":\"Discussion\",\"title\":\"Large\"}")
                .json()
                .get("id")
                .asString();
    }

    private static byte[] start(String name) {
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n%PDF-1.7\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A multipart body with a PDF of a size in it, made as it is sent. */
    private static InputStream multipart(String name, long size) {
        long[] left = {size - 9};
        InputStream filling = new InputStream() {
            @Override
            public int read() {
                return left[0]-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                int count = (int) Math.min(length, left[0]);
                java.util.Arrays.fill(into, offset, offset + Math.max(0, count), (byte) 'x');
                left[0] -= Math.max(0, count);
                return count <= 0 ? -1 : count;
            }
        };
        return new SequenceInputStream(Collections.enumeration(
                List.of(new ByteArrayInputStream(start(name)), filling, new ByteArrayInputStream(END))));
    }

    private HttpResponse<String> upload(String id, BodyPublisher content) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://localhost:" + port + "/api/v1/contributions/" + id + "/revisions"))
                            .header("Authorization", "Bearer " + Cast.DANA.token())
                            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                            .POST(content)
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static BodyPublisher sized(String name, long size) {
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> multipart(name, size)), start(name).length - 9 + size + END.length);
    }

    @Test
    void aFileOfExactlyTheLimitIsTaken() throws Exception {
        HttpResponse<String> answer = upload(reserved(), sized("a.pdf", LIMIT));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.body()).contains("\"size\":" + LIMIT);
    }

    @Test
    void oneByteMoreIsRefusedWithTheLimitNamed() throws Exception {
        String id = reserved();
        HttpResponse<String> answer = upload(id, sized("a.pdf", LIMIT + 1));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("This file is larger than 50 MB, the most that is taken.");
        assertThat(new Client(port, Cast.DANA)
                        .get("/api/v1/contributions/" + id)
                        .json()
                        .get("state")
                        .asString())
                .isEqualTo("RESERVED");
    }

    @Test
    void whatDoesNotSayItsSizeIsStoppedAtTheLimit() throws Exception {
        HttpResponse<String> answer =
                upload(reserved(), BodyPublishers.ofInputStream(() -> multipart("a.pdf", LIMIT + (4 << 20))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(answer.body()).contains("50 MB");
    }

    @Test
    void twoGigabytesAreRefusedBeforeTheyAreSent() throws Exception {
        String id = reserved();
        for (String path : new String[] {"/api/v1/contributions/", "/contributions/"}) {
            try (Socket socket = new Socket("localhost", port)) {
                socket.getOutputStream()
                        .write(("POST " + path + id + "/revisions HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Authorization: Bearer " + Cast.DANA.token() + "\r\n"
                                        + "Content-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\n"
                                        + "Connection: close\r\nContent-Length: 2147483648\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.setSoTimeout(20_000);
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).startsWith("HTTP/1.1 413").contains("This file is larger than 50 MB");
            }
        }
    }

    @Test
    void anUploadCutOffInTheMiddleLeavesNothing() throws Exception {
        String id = reserved();
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("POST /api/v1/contributions/" + id + "/revisions HTTP/1.1\r\n"
                                    + "Host: localhost\r\nAuthorization: Bearer " + Cast.DANA.token() + "\r\n"
                                    + "Content-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\n"
                                    + "Content-Length: 100000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(start("a.pdf"));
        }
        assertThat(new Client(port, Cast.DANA)
                        .get("/api/v1/contributions/" + id)
                        .json()
                        .get("revisions"))
                .isEmpty();
    }
}
