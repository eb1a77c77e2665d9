package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.documents.SampleFiles;
import org.rostrum.documents.UploadId;
import org.rostrum.documents.Uploads;
import org.rostrum.documents.web.Download;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Files of contributions: several at once, sent in pieces beforehand, with macros. */
@RostrumTest
class UploadingTests {

    private final Submissions submissions;
    private final Contributions contributions;
    private final Dispositions dispositions;
    private final Uploads uploads;
    private final Download download;
    private final MockMvcTester mvc;
    private final OwnGroup group;
    private final ContributionId paper;

    UploadingTests(
            Submissions submissions,
            Contributions contributions,
            Dispositions dispositions,
            Uploads uploads,
            Download download,
            Newcomers newcomers,
            Viewers viewers,
            Body body,
            JdbcClient jdbc,
            MockMvcTester mvc) {
        this.submissions = submissions;
        this.contributions = contributions;
        this.dispositions = dispositions;
        this.uploads = uploads;
        this.download = download;
        this.mvc = mvc;
        group = new OwnGroup(newcomers, viewers, body, jdbc);
        paper = new ContributionId(group.reserved(group.meetingIn(Duration.ofDays(30))));
    }

    private Viewer author() {
        return group.as(group.delegate);
    }

    private ContributionView uploads(String name, byte[] content, @Nullable String key) {
        return submissions.upload(paper, name, new ByteArrayResource(content), key, author());
    }

    private UploadId sent(String name, byte[] content) {
        UploadId id = uploads.begin(name, content.length, author()).id();
        uploads.receive(id, 0, new ByteArrayInputStream(content), author());
        return id;
    }

    @Test
    void twoRevisionsUploadedAtTheSameTimeAreBothKeptOneAfterTheOther() throws InterruptedException {
        uploads("a.pdf", SampleFiles.pdf("first"), null);
        assertThat(AtOnce.refused(
                        () -> uploads("a.pdf", SampleFiles.pdf("one"), null),
                        () -> uploads("a.pdf", SampleFiles.pdf("other"), null)))
                .isEmpty();
        assertThat(contributions.require(paper, author()).revisions())
                .extracting(
                        RevisionView::number, revision -> revision.document().sha256())
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    @Test
    void oneFileSentTwiceAtTheSameTimeIsOneRevision() throws InterruptedException {
        byte[] content = SampleFiles.pdf("x");
        assertThat(AtOnce.refused(
                        () -> uploads("a.pdf", content, "same-key"), () -> uploads("a.pdf", content, "same-key")))
                .isEmpty();
        UploadId sent = sent("a.pdf", content);
        assertThat(AtOnce.refused(
                        () -> submissions.upload(paper, sent, null, author()),
                        () -> submissions.upload(paper, sent, null, author())))
                .isEmpty();
        assertThat(contributions.require(paper, author()).revisions()).hasSize(1);
    }

    @Test
    void whoeverMayNotUploadIsToldSoBeforeTheFileIsRead() {
        uploads("a.pdf", SampleFiles.pdf("x"), null);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> submissions.upload(
                        paper,
                        "b.pdf",
                        () -> {
                            throw new AssertionError("It was read");
                        },
                        null,
                        group.as(group.chair)))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Refusal.Reason.FORBIDDEN));
        dispositions.withdraw(paper, author());
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> uploads("b.pdf", SampleFiles.pdf("y"), null))
                .withMessage("This contribution was withdrawn; it takes no further files.");
    }

    @Test
    void whatWasSentBeforehandIsSubmittedByTheFormAsWell() {
        UploadId sent = sent("../a.md", "# Words".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(mvc.post()
                        .uri("/contributions/{id}/revisions", paper)
                        .contentType("multipart/form-data; boundary=x")
                        .param("upload", sent.toString())
                        .param("intent", UUID.randomUUID().toString())
                        .with(group.delegate.signedIn())
                        .with(csrf()))
                .hasStatus(302);
        assertThat(contributions.require(paper, author()).revisions())
                .extracting(
                        RevisionView::fileName, revision -> revision.document().originalName())
                .singleElement()
                .satisfies(names ->
                        assertThat(names.toList().getFirst().toString()).endsWith("-INP_A_paper.md"))
                .satisfies(names -> assertThat(names.toList().getLast()).isEqualTo("a.md"));
        assertThat(mvc.post()
                        .uri("/api/v1/contributions/{id}/revisions", paper)
                        .contentType("application/json")
                        .content("{\"upload\":\"not an id\"}")
                        .with(group.delegate.signedIn())
                        .with(csrf()))
                .hasStatus(422)
                .bodyText()
                .contains("There is no such upload");
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> submissions.upload(paper, sent, null, group.as(group.chair)));
    }

    @Test
    void aFileWithMacrosIsMarkedOnThePageAndInTheApiAndKeepsTheNameItOpensUnder() {
        uploads("a.docx", SampleFiles.docm(), null);
        assertThat(mvc.get().uri("/contributions/{id}", paper).with(group.secretary.signedIn()))
                .bodyText()
                .contains("badge-warn\">Macros</span>");
        assertThat(mvc.get().uri("/api/v1/contributions/{id}", paper).with(group.secretary.signedIn()))
                .bodyJson()
                .extractingPath("$.revisions[0].macros")
                .isEqualTo(true);
        assertThat(mvc.get()
                        .uri("/contributions/{id}/revisions/0/file", paper)
                        .with(group.secretary.signedIn())
                        .exchange()
                        .getResponse()
                        .getHeader("Content-Disposition"))
                .endsWith("-INP_A_paper.docm\"");
        uploads("b.docx", SampleFiles.docx("x"), null);
        assertThat(mvc.get().uri("/api/v1/contributions/{id}", paper).with(group.secretary.signedIn()))
                .bodyJson()
                .extractingPath("$.revisions[1].macros")
                .isEqualTo(false);
    }

    /** Names are made by the portal, of letters and digits; the header would hold whatever they were. */
    @Test
    void noNameBreaksOutOfTheHeaderOfADownload() {
        var stored = uploads("a.pdf", SampleFiles.pdf("x"), null)
                .revisions()
                .getFirst()
                .document();
        for (String name :
                new String[] {"a\"; filename=\"b.exe", "a\r\nSet-Cookie: x=1.pdf", "a\u202Efdp.exe", "zażółć.pdf"}) {
            String header = download.of(stored, name).getHeaders().getFirst("Content-Disposition");
            assertThat(header)
                    .startsWith("attachment; filename")
                    .doesNotContain("\r", "\n", "\u202E")
                    .doesNotContain("; filename=\"b.exe");
        }
    }
}
