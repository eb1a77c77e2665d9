package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.documents.SampleFiles;
import org.rostrum.meetings.MeetingId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Addresses to cite: the latest by the number, one revision for ever by its own. */
@RostrumTest
class CitationTests {

    private final OwnGroup own;
    private final Body body;
    private final Submissions submissions;
    private final MockMvcTester mvc;

    CitationTests(
            Newcomers newcomers,
            Viewers viewers,
            Body body,
            Submissions submissions,
            MockMvcTester mvc,
            JdbcClient jdbc) {
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
        this.body = body;
        this.submissions = submissions;
        this.mvc = mvc;
    }

    private MvcTestResult get(Newcomer person, String uri) {
        return mvc.get().uri(uri).with(person.signedIn()).exchange();
    }

    private ContributionView reserved() {
        return submissions.reserve(
                new MeetingId(own.meetingIn(Duration.ofDays(30)).id()),
                new Reservation(ContributionType.INP, Purpose.DISCUSSION, "Cited"),
                null,
                own.as(own.delegate));
    }

    private void upload(ContributionView contribution, String words) {
        submissions.upload(
                contribution.id(),
                "x.docx",
                new ByteArrayResource(SampleFiles.docx(words)),
                null,
                own.as(own.delegate));
    }

    @Test
    void theNumberLeadsToTheLatestAndARevisionsOwnToThatRevision() {
        ContributionView contribution = reserved();
        String number = contribution.row().number().number();
        String page = "/contributions/" + contribution.id();
        assertThat(get(own.delegate, "/c/" + number)).hasStatus(302).hasRedirectedUrl(page);
        assertThat(get(own.delegate, "/c/" + number + "/file")).hasStatus(404);
        upload(contribution, "first");
        upload(contribution, "second");

        assertThat(get(own.delegate, "/c/" + number.toLowerCase(Locale.ROOT))).hasRedirectedUrl(page);
        assertThat(get(own.delegate, "/c/" + number.toLowerCase(Locale.ROOT) + "r00"))
                .hasRedirectedUrl(page + "?revision=0");
        assertThat(get(own.delegate, "/c/" + number + "R02")).hasStatus(404);
        assertThat(get(own.delegate, "/c/" + number + "x")).hasStatus(404);
        assertThat(get(own.delegate, page + "?revision=2")).hasStatus(404);
        assertThat(get(own.delegate, page + "?revision=0"))
                .bodyText()
                .contains("A newer revision exists", number + "R01", "/c/" + number + "R00\"");
        assertThat(get(own.delegate, page + "?revision=1"))
                .bodyText()
                .contains("The latest there is", "/c/" + number + "R01\"")
                .doesNotContain("A newer revision exists");
        assertThat(get(own.delegate, page)).bodyText().contains("http://localhost/c/" + number + "\"");

        assertThat(get(own.delegate, "/c/" + number + "R00/file"))
                .headers()
                .satisfies(headers -> assertThat(headers.getContentDisposition().getFilename())
                        .isEqualTo(number + "-INP_Cited.docx"));
        assertThat(get(own.delegate, "/c/" + number + "/file"))
                .headers()
                .satisfies(headers -> assertThat(headers.getContentDisposition().getFilename())
                        .isEqualTo(number + "R01-INP_Cited.docx"));
    }

    @Test
    void programsFindANumberToo() {
        ContributionView contribution = reserved();
        upload(contribution, "first");
        String number = contribution.row().number().number();
        assertThat(mvc.get().uri("/api/v1/numbers/{number}", number + "R00").with(own.delegate.signedIn()))
                .bodyJson()
                .extractingPath("$.id")
                .isEqualTo(contribution.id().toString());
        assertThat(mvc.get().uri("/api/v1/numbers/{number}/file", number).with(own.delegate.signedIn()))
                .hasStatusOk();
    }

    @Test
    void outsidersLearnNotEvenThatThereIsSuchANumber() {
        String number = reserved().row().number().number();
        body.invites(Cast.GUS, body.meetingNextMonth());
        for (String address : new String[] {"/c/" + number, "/c/" + number + "/file", "/api/v1/numbers/" + number}) {
            assertThat(mvc.get().uri(address).with(Body.signedIn(Cast.GUS)))
                    .as(address)
                    .hasStatus(404);
        }
        assertThat(mvc.get().uri("/c/" + number)).hasStatus(302).redirectedUrl().contains("/sign-in");
    }
}
