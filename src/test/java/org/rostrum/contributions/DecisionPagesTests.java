package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.contributions.Dispositions.Seen;
import org.rostrum.documents.SampleFiles;
import org.rostrum.meetings.MeetingId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OnTheAgenda;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A contribution's page decides, offers what can be taken back, and tells what became of it. */
@RostrumTest
class DecisionPagesTests {

    private final MockMvcTester mvc;
    private final Submissions submissions;
    private final Dispositions dispositions;
    private final Objections objections;
    private final JdbcClient jdbc;
    private final OwnGroup own;
    private final Newcomer objector;
    private final Viewer chair;
    private final Viewer delegate;

    private Gathering meeting = new Gathering(new UUID(0, 0), new UUID(0, 0));

    DecisionPagesTests(
            MockMvcTester mvc,
            Submissions submissions,
            Dispositions dispositions,
            Objections objections,
            JdbcClient jdbc,
            Newcomers newcomers,
            Viewers viewers,
            Body body) {
        this.mvc = mvc;
        this.submissions = submissions;
        this.dispositions = dispositions;
        this.objections = objections;
        this.jdbc = jdbc;
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
        this.objector = newcomers.delegate();
        this.chair = own.as(own.chair);
        this.delegate = own.as(own.delegate);
    }

    @BeforeEach
    void aMeetingThatGoesOn() {
        meeting = own.meetingIn(Duration.ofHours(-1));
    }

    private ContributionId allocated(String title) {
        ContributionId id = submissions
                .reserve(
                        new MeetingId(meeting.id()),
                        new Reservation(ContributionType.INP, Purpose.AGREEMENT, title),
                        null,
                        delegate)
                .id();
        uploads(id, title);
        OnTheAgenda.of(meeting, jdbc).places(id.value());
        return id;
    }

    private void uploads(ContributionId id, String text) {
        submissions.upload(id, "text.pdf", new ByteArrayResource(SampleFiles.pdf(text)), null, delegate);
    }

    private MvcTestResult page(Newcomer person, ContributionId id, Cookie... session) {
        var request = mvc.get().uri("/contributions/" + id).with(person.signedIn());
        return (session.length == 0 ? request : request.cookie(session)).exchange();
    }

    private MvcTestResult sends(Newcomer person, String path, String... fields) {
        var request = mvc.post().uri(path).with(person.signedIn()).with(csrf());
        for (int n = 0; n < fields.length; n += 2) {
            request = request.param(fields[n], fields[n + 1]);
        }
        MvcTestResult sent = request.exchange();
        assertThat(sent).hasStatus(302);
        return sent;
    }

    private MvcTestResult decides(Newcomer person, ContributionId id, int revision, String... fields) {
        String[] all = new String[fields.length + 6];
        System.arraycopy(
                new String[] {"contribution", id.toString(), "seen", id + ":" + revision, "back", "/contributions/" + id
                },
                0,
                all,
                0,
                6);
        System.arraycopy(fields, 0, all, 6, fields.length);
        return sends(person, "/meetings/" + meeting.id() + "/contributions/decisions", all);
    }

    @Test
    void onlyWhoDecidesIsAskedWhatWasDecided() {
        ContributionId id = allocated("Retry timer");
        assertThat(page(own.chair, id))
                .hasStatusOk()
                .bodyText()
                .contains("Record the decision", "Open " + number(id))
                .doesNotContain("Reopen it");
        assertThat(page(own.secretary, id))
                .bodyText()
                .contains("Record the decision")
                .doesNotContain("Open " + number(id));
        assertThat(page(own.delegate, id))
                .bodyText()
                .contains("Withdraw this contribution")
                .doesNotContain("Record the decision");
    }

    private String number(ContributionId id) {
        return jdbc.sql("select number from contribution where id = ?")
                .param(id.value())
                .query(String.class)
                .single();
    }

    @Test
    void whatIsRefusedComesBackWithAllThatWasTyped() {
        ContributionId id = allocated("Retry timer");
        MvcTestResult refused =
                decides(own.chair, id, 0, "outcome", "MERGED", "mergedInto", "9999", "words", "They say the same.");
        assertThat(page(own.chair, id, refused.getResponse().getCookies()))
                .bodyText()
                .contains(
                        "There is no contribution with the number “9999”.",
                        "id=\"mergedInto-error\"",
                        "value=\"9999\"",
                        "They say the same.");
        ContributionId other = allocated("Back-off");
        String serial = number(other).substring(number(other).lastIndexOf('-') + 1);
        MvcTestResult merged = decides(own.chair, id, 0, "outcome", "MERGED", "mergedInto", serial);
        assertThat(page(own.chair, id, merged.getResponse().getCookies()))
                .bodyText()
                .contains(
                        "Merged: " + number(id), "<button class=\"button button-small\" type=\"submit\">Undo</button>");
        assertThat(page(own.delegate, other)).bodyText().contains("Merges", number(id));
        sends(
                own.chair,
                Objects.toString(merged.getMvcResult().getFlashMap().get("undo")),
                "from",
                "/contributions/" + id);
        assertThat(page(own.delegate, other)).bodyText().doesNotContain("Merges");
    }

    @Test
    void theStoryKeepsWhatWasReopenedAndWhoObjected() {
        ContributionId id = allocated("Retry timer");
        sends(objector, "/contributions/" + id + "/objections", "revision", "0", "reason", "Clause 7 <b>breaks</b>.");
        MvcTestResult refused = decides(own.chair, id, 0, "outcome", "AGREED");
        assertThat(page(own.chair, id, refused.getResponse().getCookies()))
                .bodyText()
                .contains("objects to “Retry timer”", "Clause 7 &lt;b&gt;breaks&lt;/b&gt;.");
        UUID objection = jdbc.sql("select id from objection where contribution_id = ?")
                .param(id.value())
                .query(UUID.class)
                .single();
        sends(objector, "/contributions/" + id + "/objections/withdrawal", "objection", objection.toString());
        decides(own.chair, id, 0, "outcome", "AGREED", "words", "As it is.");
        sends(own.chair, "/contributions/" + id + "/reopening", "reason", "Clause 7 after all.");
        assertThat(page(own.delegate, id))
                .bodyText()
                .contains("<s>Agreed</s>", "Reopened", "As it is.", "Clause 7 after all.", "withdrawn by");
    }

    /** However much became of it, the page asks the database as often. */
    @Test
    void aLongStoryCostsNoMoreStatementsThanAShortOne() {
        ContributionId id = allocated("Retry timer");
        MeetingId at = new MeetingId(meeting.id());
        dispositions.decide(at, List.of(new Seen(id, 0)), Decision.of(Outcome.REVISED), null, chair);
        uploads(id, "second");
        objections.raise(id, 1, "No.", own.as(objector));
        page(own.chair, id);
        int few = Statements.during(() -> page(own.chair, id));
        for (int revision = 1; revision < 6; revision++) {
            dispositions.decide(at, List.of(new Seen(id, revision)), Decision.of(Outcome.REVISED), null, chair);
            uploads(id, "revision " + (revision + 1));
            objections.raise(id, revision + 1, "No.", own.as(objector));
        }
        assertThat(Statements.during(() -> page(own.chair, id))).isEqualTo(few);
    }
}
