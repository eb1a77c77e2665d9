package org.rostrum.calendars;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A calendar as the server itself hands it out, which compresses it and marks the tag as that of the compressed one. */
@ServedRostrumTest
class FeedsOverHttpTests {

    private final JdbcClient jdbc;
    private final int port;

    FeedsOverHttpTests(JdbcClient jdbc, @LocalServerPort int port) {
        this.jdbc = jdbc;
        this.port = port;
    }

    private HttpResponse<byte[]> asks(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        }
    }

    private static String tag(HttpResponse<?> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void whoeverHasItCompressedOrNotIsAnswered304AndNobodyAnEmpty200() throws Exception {
        var record = new SessionsOnRecord(jdbc);
        UUID week = record.event("A week over the wire");
        for (int i = 0; i < 30; i++) {
            record.session(week, "Session " + i, "PUBLIC", Body.DMSO);
        }
        String path = "/calendar/events/" + week + ".ics";
        for (String encoding : new String[] {"gzip", "identity"}) {
            HttpResponse<byte[]> whole = asks("GET", path, "Accept-Encoding", encoding);
            assertThat(whole.statusCode()).isEqualTo(200);
            assertThat(whole.body()).isNotEmpty();
            assertThat(whole.headers().firstValue("Content-Encoding").isPresent())
                    .isEqualTo(encoding.equals("gzip"));
            for (String method : new String[] {"GET", "HEAD"}) {
                HttpResponse<byte[]> again =
                        asks(method, path, "Accept-Encoding", encoding, "If-None-Match", tag(whole));
                assertThat(again.statusCode()).as("%s %s", method, encoding).isEqualTo(304);
                assertThat(again.body()).isEmpty();
                assertThat(again.headers().firstValue("Cache-Control")).hasValue("max-age=300, public");
            }
        }
        HttpResponse<byte[]> head = asks("HEAD", path);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Set-Cookie")).isEmpty();
    }
}
