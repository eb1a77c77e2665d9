package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.documents.DocumentId;
import org.rostrum.documents.DocumentTexts;
import org.rostrum.documents.RealFiles;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What changed in the text from one revision to another. */
@RostrumTest
class ChangesTests {

    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;
    private final DocumentTexts texts;

    ChangesTests(MockMvcTester mvc, Body body, JdbcClient jdbc, DocumentTexts texts) {
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
        this.texts = texts;
    }

    private MvcTestResult get(Cast person, String address) {
        return mvc.get()
                .uri(address)
                .header("Authorization", "Bearer " + person.token())
                .exchange();
    }

    private static String bodyOf(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private String reserved() {
        Gathering meeting = body.meetingNextMonth();
        return JsonPath.read(
                bodyOf(mvc.post()
                        .uri("/api/v1/meetings/{id}/contributions", meeting.id())
                        .header("Authorization", "Bearer " + Cast.DANA.token())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"type\":\"INP\",\"for\":\"Agreement\",\"title\":\"Retry timer\"}")
                        .exchange()),
                "$.id");
    }

    private void upload(String id, String name, byte[] content) {
        assertThat(mvc.post()
                        .uri("/api/v1/contributions/{id}/revisions", id)
                        .header("Authorization", "Bearer " + Cast.DANA.token())
                        .multipart()
                        .file(new MockMultipartFile("file", name, null, content))
                        .exchange())
                .hasStatus(201);
    }

    private void readTexts(String id) throws InterruptedException {
        for (DocumentId document : jdbc.sql(
                        "select document_id from revision where contribution_id = cast(:id as uuid)")
                .param("id", id)
                .query((row, n) -> new DocumentId(row.getObject(1, UUID.class)))
                .list()) {
            texts.readWhatWaits(document);
        }
    }

    private String page(String id) {
        MvcTestResult result = mvc.get()
                .uri("/contributions/{id}/revisions/0/changes/1", id)
                .with(Body.signedIn(Cast.DANA))
                .exchange();
        assertThat(result).hasStatusOk();
        return bodyOf(result);
    }

    @Test
    void aWordDocumentAndAPdfAreComparedWordByWord() throws Exception {
        String id = reserved();
        upload(id, "a.docx", RealFiles.docx("The timer is ten seconds.", "A clause that goes & <goes>", "The end"));
        upload(id, "b.pdf", RealFiles.pdf("The timer is twenty seconds.", "The end", "A new clause"));
        readTexts(id);

        String page = page(id);
        assertThat(page)
                .contains("What changed from the original to R01")
                .contains("1 paragraph changed, 1 put in, 1 taken out")
                .contains("The timer is <del>ten</del><ins>twenty</ins> seconds.</td>"
                        + "<td class=\"is\" dir=\"auto\">The timer is <ins>twenty</ins> seconds.")
                .contains("<del>A clause that goes &amp; &lt;goes&gt;</del>")
                .contains("<ins>A new clause</ins>");

        String json = bodyOf(get(Cast.DANA, "/api/v1/contributions/" + id + "/revisions/0/changes/1"));
        assertThat(JsonPath.<List<String>>read(json, "$.changes[*].kind"))
                .containsExactly("CHANGED", "DELETED", "INSERTED");
        assertThat(JsonPath.<List<String>>read(json, "$.changes[0].pieces[*].text"))
                .containsExactly("The timer is ", "ten", "twenty", " seconds.");
        assertThat(JsonPath.<Integer>read(json, "$.changes[2].after")).isEqualTo(3);

        assertThat(bodyOf(mvc.get()
                        .uri("/contributions/{id}", id)
                        .with(Body.signedIn(Cast.DANA))
                        .exchange()))
                .contains("/contributions/" + id + "/revisions/0/changes/1\"");
    }

    @Test
    void unchangedStretchesAreFoldedAndLongOnesComeWhenTheyAreAskedFor() throws Exception {
        String id = reserved();
        String[] paragraphs = new String[400];
        Arrays.setAll(paragraphs, n -> "Paragraph number " + n + " of a long document. " + "More of it. ".repeat(5));
        upload(id, "a.docx", RealFiles.docx(paragraphs));
        paragraphs[10] = "Paragraph number ten of a long document.";
        paragraphs[399] = "The last one, written anew.";
        upload(id, "b.docx", RealFiles.docx(paragraphs));
        readTexts(id);

        String page = page(id);
        assertThat(page).contains("Show 8 unchanged paragraphs").doesNotContain("number 200 ");
        assertThat(page).contains("/revisions/0/changes/1?all=true&amp;from=13\">Show 384 unchanged paragraphs");
        assertThat(bodyOf(mvc.get()
                        .uri("/contributions/{id}/revisions/0/changes/1?all=true&from=13", id)
                        .with(Body.signedIn(Cast.DANA))
                        .exchange()))
                .contains("number 200 ")
                .doesNotContain("number 9 ");
    }

    @Test
    void whatIsNotReadYetOrHasNoTextIsSaidToBe() throws Exception {
        String id = reserved();
        upload(id, "a.docx", RealFiles.docx("A text"));
        upload(id, "scanned.pdf", RealFiles.pdf("", ""));
        assertThat(page(id))
                .contains("The text of the original is not read yet.")
                .contains("Load again");

        readTexts(id);
        assertThat(page(id))
                .contains("There is no text in R01: its pages are pictures, as a scanner makes them.")
                .doesNotContain("Load again");
        String json = bodyOf(get(Cast.DANA, "/api/v1/contributions/" + id + "/revisions/1/changes/0"));
        assertThat(JsonPath.<Boolean>read(json, "$.waits")).isFalse();
        assertThat(JsonPath.<String>read(json, "$.problem")).startsWith("There is no text in R01");
    }

    @Test
    void whoMayNotReadTheContributionLearnsNothingOfIt() throws Exception {
        String id = reserved();
        upload(id, "a.docx", RealFiles.docx("A text"));
        upload(id, "b.docx", RealFiles.docx("Another text"));
        String api = "/api/v1/contributions/" + id + "/revisions/0/changes/1";
        assertThat(get(Cast.DEVI, api)).hasStatusOk();
        assertThat(get(Cast.DEVI, "/api/v1/contributions/" + id + "/revisions/0/changes/2"))
                .hasStatus(404);
        // Who belongs to no member; what there is and what there is not look the same.
        assertThat(get(Cast.NORA, api)).hasStatus(401);
        assertThat(get(Cast.NORA, "/api/v1/contributions/" + UUID.randomUUID() + "/revisions/0/changes/1"))
                .hasStatus(401);
        for (String address : List.of("/revisions/0/changes/1", "/changes", "/changes?from=1&to=0")) {
            assertThat(mvc.get()
                            .uri("/contributions/" + id + address)
                            .with(Body.signedIn(Cast.DEVI))
                            .exchange())
                    .hasStatusOk();
            assertThat(mvc.get()
                            .uri("/contributions/" + id + address)
                            .with(Body.signedIn(Cast.NORA))
                            .exchange())
                    .hasStatus(403);
        }
    }

    @Test
    void aFileThatIsKeptWhereThePortalCannotReachIsSaidToBe() {
        String id = reserved();
        upload(id, "a.docx", RealFiles.docx("A text"));
        jdbc.sql("delete from document_chunk where document_id in"
                        + " (select document_id from revision where contribution_id = cast(:id as uuid))")
                .param("id", id)
                .update();
        jdbc.sql("update document set store = 'S3' where id in"
                        + " (select document_id from revision where contribution_id = cast(:id as uuid))")
                .param("id", id)
                .update();
        MvcTestResult api = get(Cast.DANA, "/api/v1/contributions/" + id + "/revisions/0/file");
        assertThat(api).hasStatus(503);
        assertThat(bodyOf(api)).contains("rostrum.documents.s3");
        assertThat(mvc.get()
                        .uri("/contributions/{id}/revisions/0/file", id)
                        .with(Body.signedIn(Cast.DANA))
                        .exchange())
                .hasStatus(503);
    }
}
