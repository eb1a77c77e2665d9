package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.documents.SampleFiles;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

@RostrumTest
class ContributionsApiTests {

    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    ContributionsApiTests(MockMvcTester mvc, Body body, JdbcClient jdbc, JsonMapper json) {
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
        this.json = json;
    }

    private MvcTestResult reserve(Cast person, Gathering meeting, Map<String, Object> asked, @Nullable String key) {
        var request = mvc.post()
                .uri("/api/v1/meetings/{id}/contributions", meeting.id())
                .header("Authorization", "Bearer " + person.token())
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(asked));
        return (key == null ? request : request.header("Idempotency-Key", key)).exchange();
    }

    private MvcTestResult reserve(Cast person, Gathering meeting) {
        return reserve(
                person, meeting, Map.of("type", "INP", "for", "Agreement", "title", "Bootstrap retry timer"), null);
    }

    private MvcTestResult upload(Cast person, String id, String name, byte[] content, @Nullable String key) {
        var request = mvc.post()
                .uri("/api/v1/contributions/{id}/revisions", id)
                .header("Authorization", "Bearer " + person.token())
                .multipart()
                .file(new org.springframework.mock.web.MockMultipartFile("file", name, null, content));
        if (key != null) {
            request = request.header("Idempotency-Key", key);
        }
        return request.exchange();
    }

    private MvcTestResult get(Cast person, String uri) {
        return mvc.get()
                .uri(uri)
                .header("Authorization", "Bearer " + person.token())
                .exchange();
    }

    private static String read(MvcTestResult result, String path) {
        return JsonPath.read(bodyOf(result), path);
    }

    @Test
    void aDelegateReservesANumberAndUploadsLater() {
        Gathering meeting = body.meetingNextMonth();
        MvcTestResult reserved = reserve(Cast.DANA, meeting);
        assertThat(reserved).hasStatus(201);
        String id = read(reserved, "$.id");
        String number = read(reserved, "$.number");
        assertThat(number).matches("OMA-DMSO-20\\d\\d-\\d{4}");
        assertThat(reserved).hasHeader("Location", "/api/v1/contributions/" + id);
        assertThat(JsonPath.<Map<String, Object>>read(bodyOf(reserved), "$"))
                .containsEntry("state", "RESERVED")
                .containsEntry("type", "INP")
                .containsEntry("for", "Agreement")
                .containsEntry("source", "Examplecom")
                .containsEntry("late", false)
                .containsEntry("revision", null)
                .containsEntry("meeting", meeting.id().toString())
                .containsEntry("agendaItem", null);

        MvcTestResult submitted = upload(Cast.DANA, id, "draft.docx", SampleFiles.docx("one"), null);
        assertThat(submitted).hasStatus(201);
        assertThat(JsonPath.<Map<String, Object>>read(bodyOf(submitted), "$"))
                .containsEntry("state", "SUBMITTED")
                .containsEntry("revision", 0)
                .containsEntry("late", false);
        assertThat(JsonPath.<String>read(bodyOf(submitted), "$.revisions[0].fileName"))
                .isEqualTo(number + "-INP_Bootstrap_retry_timer.docx");

        MvcTestResult revised = upload(Cast.DANA, id, "draft2.pdf", SampleFiles.pdf("two"), null);
        assertThat(JsonPath.<Integer>read(bodyOf(revised), "$.revision")).isEqualTo(1);
        assertThat(JsonPath.<String>read(bodyOf(revised), "$.revisions[1].fileName"))
                .isEqualTo(number + "R01-INP_Bootstrap_retry_timer.pdf");

        MvcTestResult list = get(Cast.DEVI, "/api/v1/meetings/" + meeting.id() + "/contributions");
        assertThat(list).hasStatusOk();
        assertThat(JsonPath.<List<String>>read(bodyOf(list), "$.items[*].number"))
                .containsExactly(number);
        assertThat(JsonPath.<Object>read(bodyOf(list), "$.next")).isNull();
        assertThat(get(Cast.DEVI, "/api/v1/contributions/" + id)).hasStatusOk();

        assertThat(jdbc.sql("select type from room_event where room_id = ? order by seq")
                        .param(meeting.room())
                        .query(String.class)
                        .list())
                .containsExactly("contribution.reserved", "contribution.submitted", "contribution.submitted");
    }

    private static String bodyOf(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString(StandardCharsets.UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDownloadIsSavedUnderTheDocumentsNameAndNeverOpenedInPlace() {
        String id = read(reserve(Cast.DANA, body.meetingNextMonth()), "$.id");
        byte[] content = SampleFiles.pdf("x");
        upload(Cast.DANA, id, "../../x.pdf", content, null);
        String number = read(get(Cast.DANA, "/api/v1/contributions/" + id), "$.number");
        for (String base : new String[] {"/api/v1/contributions/", "/contributions/"}) {
            MvcTestResult file = mvc.get()
                    .uri(base + id + "/revisions/0/file")
                    .with(Body.signedIn(Cast.DEVI))
                    .exchange();
            assertThat(file)
                    .hasStatusOk()
                    .hasHeader(
                            "Content-Disposition",
                            "attachment; filename=\"" + number + "-INP_Bootstrap_retry_timer.pdf\"")
                    .hasHeader("X-Content-Type-Options", "nosniff")
                    .hasHeader("Content-Security-Policy", "default-src 'none'; sandbox")
                    .hasHeader("Content-Type", "application/pdf")
                    .hasHeader("Content-Length", String.valueOf(content.length))
                    .hasHeader("Cache-Control", "no-cache, private");
            assertThat(file.getResponse().getContentAsByteArray()).isEqualTo(content);
            String tag = String.valueOf(file.getResponse().getHeader("ETag"));
            assertThat(tag).matches("\"[0-9a-f]{64}\"");
            assertThat(mvc.get()
                            .uri(base + id + "/revisions/0/file")
                            .header("If-None-Match", tag)
                            .with(Body.signedIn(Cast.DEVI)))
                    .hasStatus(304);
            assertThat(mvc.get()
                            .uri(base + id + "/revisions/0/file")
                            .header("Range", "bytes=5-8")
                            .with(Body.signedIn(Cast.DEVI)))
                    .hasStatus(206)
                    .bodyText()
                    .isEqualTo("1.7\n");
        }
        assertThat(get(Cast.DANA, "/api/v1/contributions/" + id + "/revisions/1/file"))
                .hasStatus(404);
        assertThat(get(Cast.DANA, "/api/v1/contributions/" + id + "/revisions/x/file"))
                .hasStatus(404);
    }

    @Test
    void whatIsWrongIsSaidByField() {
        Gathering meeting = body.meetingNextMonth();
        Map<String, Object> good = Map.of("type", "CR", "for", "Agreement", "title", "Good");
        record Bad(String field, Object value, String says) {}
        for (Bad bad : List.of(
                new Bad("type", "XX", "INP, CR, pCR, LS, AGD, MINS, WID, REP, DISC"),
                new Bad("for", "Fun", "Agreement, Approval, Decision, Discussion"),
                new Bad("title", "  ", "Give the contribution a title"),
                new Bad("title", "x".repeat(10_000), "10,000 characters; up to 250 are taken"),
                new Bad("title", "Bell \u0007", "control characters"),
                new Bad("title", "txt.\u202Eexe", "turn the reading direction"),
                new Bad("source", "a\nb", "control characters"),
                new Bad("abstract", "x".repeat(10_001), "10,001 characters"),
                new Bad("agendaItem", "7.1", "identifier"),
                new Bad("agendaItem", UUID.randomUUID().toString(), "no such item"),
                new Bad("specification", UUID.randomUUID().toString(), "no such specification"))) {
            Map<String, Object> asked = new java.util.HashMap<>(good);
            asked.put(bad.field(), bad.value());
            MvcTestResult result = reserve(Cast.DANA, meeting, asked, null);
            assertThat(result).as(bad.toString()).hasStatus(422);
            assertThat(JsonPath.<String>read(bodyOf(result), "$.errors." + bad.field()))
                    .contains(bad.says());
        }
        assertThat(reserve(Cast.DANA, meeting, Map.of(), null)).hasStatus(422);
        assertThat(jdbc.sql("select count(*) from contribution where meeting_id = ?")
                        .param(meeting.id())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void titlesMayHoldEmojiAndEveryScript() {
        Gathering meeting = body.meetingNextMonth();
        for (String title : List.of("🚀 launch 👩‍🚀", "设备管理", "مؤقت إعادة المحاولة", "x".repeat(250))) {
            MvcTestResult reserved = reserve(
                    Cast.DANA, meeting, Map.of("type", "INP", "for", "Discussion", "title", " " + title + " "), null);
            assertThat(reserved).hasStatus(201);
            assertThat(JsonPath.<String>read(bodyOf(reserved), "$.title")).isEqualTo(title);
        }
    }

    @Test
    void theSameKeyReservesOnce() {
        Gathering meeting = body.meetingNextMonth();
        String key = UUID.randomUUID().toString();
        Map<String, Object> asked = Map.of("type", "CR", "for", "Agreement", "title", "Once");
        MvcTestResult first = reserve(Cast.DANA, meeting, asked, key);
        MvcTestResult second = reserve(Cast.DANA, meeting, asked, key);
        assertThat(second).hasStatus(201);
        assertThat(bodyOf(second)).isEqualTo(bodyOf(first));
        assertThat(reserve(Cast.DANA, meeting, Map.of("type", "CR", "for", "Agreement", "title", "Other"), key))
                .hasStatus(422);
        // Keys are each person's own.
        assertThat(JsonPath.<String>read(bodyOf(reserve(Cast.DEVI, meeting, asked, key)), "$.number"))
                .isNotEqualTo(read(first, "$.number"));
        assertThat(reserve(Cast.DANA, meeting, asked, "")).hasStatus(422);
        assertThat(reserve(Cast.DANA, meeting, asked, "k".repeat(201))).hasStatus(422);
    }

    @Test
    void aRetriedUploadIsNoSecondRevision() {
        String id = read(reserve(Cast.DANA, body.meetingNextMonth()), "$.id");
        upload(Cast.DANA, id, "a.pdf", SampleFiles.pdf("a"), "key-a");
        assertThat(JsonPath.<Integer>read(
                        bodyOf(upload(Cast.DANA, id, "a.pdf", SampleFiles.pdf("a"), "key-a")), "$.revision"))
                .isZero();
        assertThat(JsonPath.<Integer>read(
                        bodyOf(upload(Cast.DANA, id, "b.pdf", SampleFiles.pdf("a"), "key-b")), "$.revision"))
                .as("the same file again")
                .isZero();
        assertThat(upload(Cast.DANA, id, "a.pdf", SampleFiles.pdf("other"), "key-a"))
                .as("another file under the same key")
                .hasStatus(422);
        assertThat(JsonPath.<Integer>read(
                        bodyOf(upload(Cast.DANA, id, "b.pdf", SampleFiles.pdf("b"), "key-b")), "$.revision"))
                .isEqualTo(1);
        assertThat(JsonPath.<Integer>read(
                        bodyOf(upload(Cast.DANA, id, "a.pdf", SampleFiles.pdf("a"), "key-a")), "$.revision"))
                .as("a late retry of the first")
                .isEqualTo(1);
        assertThat(JsonPath.<Integer>read(
                        bodyOf(upload(Cast.DANA, id, "a.pdf", SampleFiles.pdf("a"), null)), "$.revision"))
                .as("going back to an earlier text is a revision")
                .isEqualTo(2);
    }

    @Test
    void badFilesAreRefusedByReason() {
        String id = read(reserve(Cast.DANA, body.meetingNextMonth()), "$.id");
        assertThat(upload(Cast.DANA, id, "a.docx", new byte[0], null)).hasStatus(422);
        assertThat(upload(Cast.DANA, id, "a.docx", SampleFiles.pdf("x"), null)).hasStatus(422);
        MvcTestResult html = upload(Cast.DANA, id, "a.html", "<html><body>x".getBytes(StandardCharsets.UTF_8), null);
        assertThat(html).hasStatus(415);
        assertThat(JsonPath.<String>read(bodyOf(html), "$.detail")).contains("docx, pptx");
        assertThat(JsonPath.<String>read(bodyOf(html), "$.errors.file")).isNotBlank();
        byte[] large = new byte[50 * 1024 * 1024 + 1];
        System.arraycopy("%PDF-1.7".getBytes(StandardCharsets.UTF_8), 0, large, 0, 8);
        MvcTestResult tooLarge = upload(Cast.DANA, id, "a.pdf", large, null);
        assertThat(tooLarge).hasStatus(413);
        assertThat(JsonPath.<String>read(bodyOf(tooLarge), "$.detail")).contains("50 MB");
        assertThat(JsonPath.<String>read(bodyOf(get(Cast.DANA, "/api/v1/contributions/" + id)), "$.state"))
                .isEqualTo("RESERVED");
    }

    @Test
    void onlyItsOwnPeopleUploadToAContributionAndWithdrawIt() {
        String id = read(reserve(Cast.DANA, body.meetingNextMonth()), "$.id");
        assertThat(upload(Cast.DEVI, id, "a.pdf", SampleFiles.pdf("x"), null)).hasStatus(403);
        assertThat(withdraw(Cast.DEVI, id)).hasStatus(403);
        assertThat(upload(Cast.ADA, id, "a.pdf", SampleFiles.pdf("x"), null))
                .as("staff keeps out of what members say")
                .hasStatus(403);
        assertThat(upload(Cast.CARLA, id, "a.pdf", SampleFiles.pdf("x"), null))
                .as("of the author's own organisation")
                .hasStatus(201);
        assertThat(withdraw(Cast.DANA, id)).hasStatus(200);
        assertThat(withdraw(Cast.DANA, id)).hasStatus(409);
        assertThat(upload(Cast.DANA, id, "a.pdf", SampleFiles.pdf("y"), null)).hasStatus(409);
    }

    private MvcTestResult withdraw(Cast person, String id) {
        return mvc.post()
                .uri("/api/v1/contributions/{id}/withdrawal", id)
                .header("Authorization", "Bearer " + person.token())
                .exchange();
    }

    @Test
    void theSecretaryWithdrawsOnRequestAndItIsAudited() {
        Gathering meeting = body.meetingNextMonth();
        String id = read(reserve(Cast.DEVI, meeting), "$.id");
        assertThat(withdraw(Cast.SEKRA, id)).hasStatus(200);
        assertThat(jdbc.sql(
                                "select count(*) from audit_entry where subject_id = ? and action = 'contribution.withdrawn'")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        String own = read(reserve(Cast.DEVI, meeting), "$.id");
        withdraw(Cast.DEVI, own);
        assertThat(jdbc.sql("select count(*) from audit_entry where subject_id = ?")
                        .param(own)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void outsidersLearnNothing() {
        Gathering open = body.meetingNextMonth();
        String id = read(reserve(Cast.DANA, open), "$.id");
        java.time.Instant now = java.time.Instant.now();
        Gathering closed =
                body.meeting(Body.CITY, now.plusSeconds(30 * 86_400L), now.plusSeconds(31 * 86_400L), "ACCEPT");
        String secret = read(reserve(Cast.DEVI, closed), "$.id");
        // dana holds no office in the group, whose documents are its own
        assertThat(reserve(Cast.DANA, closed)).hasStatus(404);
        assertThat(get(Cast.DANA, "/api/v1/meetings/" + closed.id() + "/contributions"))
                .hasStatus(404);
        assertThat(get(Cast.DANA, "/api/v1/contributions/" + secret)).hasStatus(404);
        assertThat(upload(Cast.DANA, secret, "a.pdf", SampleFiles.pdf("x"), null))
                .hasStatus(404);
        assertThat(withdraw(Cast.DANA, secret)).hasStatus(404);
        assertThat(get(Cast.DANA, "/api/v1/contributions/" + secret + "/revisions/0/file"))
                .hasStatus(404);
        // nora is no member
        assertThat(mvc.get().uri("/contributions/" + id).with(Body.signedIn(Cast.NORA)))
                .hasStatus(403);
        // a guest reads, and that is all
        body.invites(Cast.GUS, open);
        assertThat(get(Cast.GUS, "/api/v1/contributions/" + id)).hasStatusOk();
        assertThat(reserve(Cast.GUS, open)).hasStatus(403);
        assertThat(upload(Cast.GUS, id, "a.pdf", SampleFiles.pdf("x"), null)).hasStatus(403);
        assertThat(get(Cast.GUS, "/api/v1/contributions/" + secret)).hasStatus(404);
        assertThat(get(Cast.DANA, "/api/v1/contributions/" + UUID.randomUUID())).hasStatus(404);
        assertThat(get(Cast.DANA, "/api/v1/contributions/none")).hasStatus(404);
    }

    @Test
    void theListGoesOnPageByPage() {
        Gathering meeting = body.meetingNextMonth();
        for (int i = 0; i < 5; i++) {
            reserve(Cast.DANA, meeting);
        }
        String base = "/api/v1/meetings/" + meeting.id() + "/contributions?limit=2";
        List<String> all = new java.util.ArrayList<>();
        @Nullable String next = "";
        while (next != null) {
            MvcTestResult page = get(Cast.DANA, base + (next.isEmpty() ? "" : "&after=" + next));
            all.addAll(JsonPath.<List<String>>read(bodyOf(page), "$.items[*].number"));
            next = JsonPath.<@Nullable String>read(bodyOf(page), "$.next");
        }
        assertThat(all).hasSize(5).isSorted().doesNotHaveDuplicates();
        assertThat(get(Cast.DANA, base + "&after=nonsense")).hasStatus(422);
    }
}
