package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.documents.SampleFiles;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The pages, without any script. */
@RostrumTest
class ContributionPagesTests {

    private final MockMvcTester mvc;
    private final Body body;

    ContributionPagesTests(MockMvcTester mvc, Body body) {
        this.mvc = mvc;
        this.body = body;
    }

    private MvcTestResult get(Cast person, String uri) {
        return mvc.get().uri(URI.create(uri)).with(Body.signedIn(person)).exchange();
    }

    private MvcTestResult reserve(Cast person, Gathering meeting, String title, String intent) {
        return mvc.post()
                .uri("/meetings/{id}/contributions", meeting.id())
                .with(Body.signedIn(person))
                .with(csrf())
                .param("type", "INP")
                .param("purpose", "Agreement")
                .param("title", title)
                .param("source", "Examplecom, Imaginary Metering Forum")
                .param("summary", "Why it matters")
                .param("intent", intent)
                .exchange();
    }

    private String reserved(Cast person, Gathering meeting, String title) {
        return address(reserve(person, meeting, title, UUID.randomUUID().toString()));
    }

    private static String address(MvcTestResult result) {
        assertThat(result).hasStatus(302);
        return Objects.requireNonNull(result.getResponse().getRedirectedUrl());
    }

    private MvcTestResult upload(Cast person, String page, MockMultipartFile file) {
        return mvc.post()
                .uri(page + "/revisions")
                .with(Body.signedIn(person))
                .with(csrf())
                .multipart()
                .file(file)
                .param("intent", UUID.randomUUID().toString())
                .exchange();
    }

    @Test
    void anEmptyListTeachesAndTheFormReservesANumberThatLeadsToTheUpload() {
        Gathering meeting = body.meetingNextMonth();
        String list = "/meetings/" + meeting.id() + "/contributions";
        assertThat(get(Cast.DANA, list))
                .hasStatusOk()
                .bodyText()
                .contains("No contributions yet", "Reserve a number", "data-room=\"" + meeting.room());
        assertThat(get(Cast.DANA, list + "/new"))
                .hasStatusOk()
                .bodyText()
                .contains("Examplecom", "(Warsaw)", "name=\"intent\"");

        String page = reserved(Cast.DANA, meeting, "Retry <timer> & back-off");
        assertThat(get(Cast.DANA, page))
                .hasStatusOk()
                .bodyText()
                .contains("Retry &lt;timer&gt; &amp; back-off", "Upload the document", "Reserved", "Why it matters");
        assertThat(upload(Cast.DANA, page, new MockMultipartFile("file", "x.docx", null, SampleFiles.docx("x"))))
                .hasStatus(302)
                .hasRedirectedUrl(page);
        assertThat(get(Cast.DANA, page))
                .bodyText()
                .contains("Submit a revision", "R01", "-INP_Retry_timer_back_off.docx", "Submitted");
        assertThat(get(Cast.DANA, list)).bodyText().contains("Retry &lt;timer&gt;", "Submitted");
    }

    @Test
    void whatWasTypedStaysWhenSomethingIsWrong() {
        Gathering meeting = body.meetingNextMonth();
        String title = "t".repeat(10_000);
        assertThat(reserve(Cast.DANA, meeting, title, "i"))
                .hasStatus(422)
                .bodyText()
                .contains(
                        title,
                        "10,000 characters; up to 250",
                        "Examplecom, Imaginary Metering Forum",
                        "Why it matters");
    }

    @Test
    void theSameFormSentTwiceReservesOnceAndAChangedOneIsAskedAbout() {
        Gathering meeting = body.meetingNextMonth();
        String intent = UUID.randomUUID().toString();
        String first = address(reserve(Cast.DANA, meeting, "Once", intent));
        assertThat(address(reserve(Cast.DANA, meeting, "Once", intent))).isEqualTo(first);
        assertThat(reserve(Cast.DANA, meeting, "Another", intent))
                .hasStatus(422)
                .bodyText()
                .contains("Another", "already", "Another")
                .doesNotContain(intent);
    }

    @Test
    void aMeetingThatTakesNothingLateSaysSoBeforeAnythingIsTyped() {
        Instant now = Instant.now();
        Gathering meeting =
                body.meeting(Body.DMSO, now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS), "REFUSE");
        assertThat(get(Cast.DANA, "/meetings/" + meeting.id() + "/contributions/new"))
                .hasStatusOk()
                .bodyText()
                .contains("takes no late contributions");
        assertThat(reserve(Cast.DANA, meeting, "Late", "i"))
                .hasStatus(409)
                .bodyText()
                .contains("The deadline for contributions has passed: it was", "(Warsaw)", "Late");
    }

    @Test
    void aFileThatIsRefusedIsExplainedBesideItsField() {
        String page = reserved(Cast.DANA, body.meetingNextMonth(), "Refused");
        assertThat(upload(Cast.DANA, page, new MockMultipartFile("file", "x.docx", null, SampleFiles.pdf("x"))))
                .hasStatus(422)
                .bodyText()
                .contains("named .docx but its content is a PDF", "aria-invalid=\"true\"");
        assertThat(upload(Cast.DANA, page, new MockMultipartFile("file", "", null, new byte[0])))
                .hasStatus(422)
                .bodyText()
                .contains("Choose the file to upload");
        assertThat(upload(
                        Cast.DANA,
                        page,
                        new MockMultipartFile("file", "x.html", null, "<html>".getBytes(StandardCharsets.UTF_8))))
                .hasStatus(415);
    }

    @Test
    void whoMayOnlyReadIsOfferedNothingToDo() {
        Gathering meeting = body.meetingNextMonth();
        String page = reserved(Cast.DANA, meeting, "Not yours");
        assertThat(get(Cast.DEVI, page))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("Withdraw this contribution", "Upload the document");
        assertThat(get(Cast.CARLA, page)).bodyText().contains("Withdraw this contribution");
        body.invites(Cast.GUS, meeting);
        assertThat(get(Cast.GUS, "/meetings/" + meeting.id() + "/contributions"))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("contributions/new");
        assertThat(get(Cast.GUS, "/meetings/" + meeting.id() + "/contributions/new"))
                .hasStatus(403);
        assertThat(reserve(Cast.GUS, meeting, "x", "i")).hasStatus(403);
    }

    @Test
    void itsAuthorWithdrawsAContribution() {
        String page = reserved(Cast.DANA, body.meetingNextMonth(), "Taken back");
        assertThat(mvc.post()
                        .uri(page + "/withdrawal")
                        .with(Body.signedIn(Cast.DEVI))
                        .with(csrf()))
                .hasStatus(403);
        assertThat(mvc.post()
                        .uri(page + "/withdrawal")
                        .with(Body.signedIn(Cast.DANA))
                        .with(csrf()))
                .hasStatus(302);
        assertThat(get(Cast.DANA, page))
                .bodyText()
                .contains("Withdrawn")
                .doesNotContain("Upload the document", "Withdraw this contribution");
    }

    @Test
    void theTableFiltersAndSortsByItsAddress() {
        Gathering meeting = body.meetingNextMonth();
        reserved(Cast.DANA, meeting, "Alpha timer");
        reserved(Cast.DEVI, meeting, "beta 100% meter");
        String withdrawn = reserved(Cast.DANA, meeting, "Gamma gone");
        mvc.post()
                .uri(withdrawn + "/withdrawal")
                .with(Body.signedIn(Cast.DANA))
                .with(csrf())
                .exchange();
        String list = "/meetings/" + meeting.id() + "/contributions";
        assertThat(get(Cast.DANA, list + "?mine=true"))
                .bodyText()
                .contains("Alpha", "Gamma")
                .doesNotContain("beta 100");
        assertThat(get(Cast.DANA, list + "?state=withdrawn"))
                .bodyText()
                .contains("Gamma")
                .doesNotContain("Alpha");
        assertThat(get(Cast.DANA, list + "?q=100%25"))
                .bodyText()
                .contains("beta 100")
                .doesNotContain("Alpha");
        assertThat(get(Cast.DANA, list + "?type=LS")).bodyText().contains("None of them matches");
        assertThat(get(Cast.DANA, list + "?state=x&type=y&sort=z&dir=q&q=%00")).hasStatusOk();
        assertThat(get(Cast.DANA, list + "?sort=title&dir=desc"))
                .bodyText()
                .containsSubsequence("Gamma gone", "beta 100", "Alpha timer")
                .contains("aria-sort=\"descending\"");
    }
}
