package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.contributions.Particulars.ChangeRequest;
import org.rostrum.contributions.Particulars.LiaisonStatement;
import org.rostrum.contributions.Particulars.WorkItem;
import org.rostrum.documents.SampleFiles;
import org.rostrum.meetings.MeetingId;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Complete;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What each type asks for, when it is needed, and how it is edited. */
@RostrumTest
class WordingTests {

    private final Submissions submissions;
    private final Wordings wordings;
    private final Contributions contributions;
    private final JdbcClient jdbc;
    private final MockMvcTester mvc;
    private final OwnGroup own;
    private final Viewer delegate;

    private Gathering meeting;

    WordingTests(
            Submissions submissions,
            Wordings wordings,
            Contributions contributions,
            JdbcClient jdbc,
            MockMvcTester mvc,
            Newcomers newcomers,
            Viewers viewers,
            Body body) {
        this.submissions = submissions;
        this.wordings = wordings;
        this.contributions = contributions;
        this.jdbc = jdbc;
        this.mvc = mvc;
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
        this.delegate = own.as(own.delegate);
        this.meeting = own.meetingIn(Duration.ofDays(20));
    }

    @BeforeEach
    void aMeetingOfItsOwn() {
        meeting = own.meetingIn(Duration.ofDays(20));
    }

    private ContributionView reserved(ContributionType type, @Nullable Particulars particulars) {
        return submissions.reserve(
                new MeetingId(meeting.id()),
                new Reservation(type, Purpose.AGREEMENT, "A paper", "", null, null, null, particulars),
                null,
                delegate);
    }

    private ContributionView uploads(ContributionView paper) {
        return submissions.upload(paper.id(), "a.pdf", new ByteArrayResource(SampleFiles.pdf("text")), null, delegate);
    }

    private static Wording titled(Wording wording, String title) {
        return new Wording(
                wording.purpose(),
                title,
                wording.summary(),
                wording.source(),
                wording.specification(),
                wording.particulars());
    }

    @Test
    void aNumberNeedsNoneOfItAndTheFirstFileNeedsItAll() {
        ContributionView change = reserved(ContributionType.CR, null);
        assertThat(wordings.missing(change))
                .containsOnlyKeys(
                        "specification",
                        "particulars.clauses",
                        "particulars.category",
                        "particulars.reason",
                        "particulars.consequences");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> uploads(change))
                .satisfies(refusal ->
                        assertThat(refusal.fields()).containsKeys("file", "specification", "particulars.reason"))
                .withMessageContaining("Say why the change is needed.");
        assertThat(contributions.require(change.id(), delegate).revisions()).isEmpty();

        Wording before = wordings.of(change);
        wordings.edit(
                change.id(),
                new Wording(
                        before.purpose(),
                        before.title(),
                        "",
                        before.source(),
                        Complete.specification(jdbc),
                        Complete.particulars(ContributionType.CR)),
                before.mark(),
                delegate);
        assertThat(uploads(change).row().state()).isEqualTo(ContributionState.SUBMITTED);

        Wording said = wordings.of(contributions.require(change.id(), delegate));
        assertThatExceptionOfType(Refusal.class)
                .as("what the first file needed is not taken back")
                .isThrownBy(() -> wordings.edit(
                        change.id(),
                        new Wording(
                                said.purpose(),
                                said.title(),
                                "",
                                said.source(),
                                said.specification(),
                                new ChangeRequest("", null, "", "", "")),
                        said.mark(),
                        delegate))
                .satisfies(refusal -> assertThat(refusal.fields()).containsKey("particulars.consequences"));
    }

    @Test
    void theOtherTypesKeepWhatIsTheirs() {
        LiaisonStatement letter = new LiaisonStatement(
                LiaisonDirection.OUT,
                "The group",
                "Metering Forum",
                "Another",
                "MF-17",
                null,
                "Answer",
                LocalDate.of(2027, 3, 1));
        assertThat(reserved(ContributionType.LS, letter).particulars()).isEqualTo(letter);
        WorkItem work = new WorkItem("Less waste", "LwM2M", LocalDate.of(2028, 1, 31), "Rita");
        assertThat(reserved(ContributionType.WID, work).particulars()).isEqualTo(work);
        Particulars.ProposedText text = new Particulars.ProposedText("A draft", "4");
        assertThat(reserved(ContributionType.PCR, text).particulars()).isEqualTo(text);
        assertThat(reserved(ContributionType.DISC, null).particulars()).isNull();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> reserved(ContributionType.INP, text))
                .withMessageContaining("particulars of type pCR");
        ContributionView paper = reserved(ContributionType.INP, null);
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .as("the database, too")
                .isThrownBy(
                        () -> jdbc.sql("insert into proposed_text (contribution_id, draft, clauses) values (?, '', '')")
                                .param(paper.id().value())
                                .update());
    }

    @Test
    void aReplyFollowsANumberOfOursThatIsALiaisonStatement() {
        ContributionView in = reserved(ContributionType.LS, Complete.particulars(ContributionType.LS));
        String number = in.row().number().number();
        ContributionView out = reserved(
                ContributionType.LS, new LiaisonStatement(LiaisonDirection.OUT, "", "", "", number, null, "", null));
        assertThat(out.particulars()).isInstanceOfSatisfying(LiaisonStatement.class, letter -> {
            assertThat(letter.answers()).isEqualTo(in.id());
            assertThat(letter.replyTo()).isEqualTo(number);
        });
        String paper = reserved(ContributionType.INP, null).row().number().number();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() ->
                        reserved(ContributionType.LS, new LiaisonStatement(null, "", "", "", paper, null, "", null)))
                .withMessageContaining("no liaison statement");
    }

    @Test
    void oneEditIsOnRecordAndTwoAtOnceMeetEachOther() {
        ContributionView paper = reserved(ContributionType.INP, null);
        Wording before = wordings.of(paper);
        ContributionView edited = wordings.edit(paper.id(), titled(before, "Better"), before.mark(), delegate);
        assertThat(edited.row().title()).isEqualTo("Better");
        assertThat(jdbc.sql("""
                        select event::jsonb #>> '{data,changes,title,from}' from room_event
                         where room_id = ? and type = 'contribution.edited'""").param(meeting.room()).query(String.class).list())
                .containsExactly("A paper");
        assertThatExceptionOfType(ChangedMeanwhile.class)
                .isThrownBy(() -> wordings.edit(paper.id(), titled(before, "Other"), before.mark(), delegate));
        assertThatExceptionOfType(Refusal.class)
                .as("another's")
                .isThrownBy(() ->
                        wordings.edit(paper.id(), titled(before, "Theirs"), before.mark(), own.as(own.secretary)));
        jdbc.sql("update contribution set state = 'WITHDRAWN', withdrawn_at = now() where id = ?")
                .param(paper.id().value())
                .update();
        Wording now = wordings.of(edited);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> wordings.edit(paper.id(), titled(now, "Late"), now.mark(), delegate))
                .withMessageContaining("withdrawn");
    }

    @Test
    void thePagesAskShowAndKeepWhatIsTyped() {
        var dana = Body.signedIn(Cast.DANA);
        Gathering open = new Gathering(meeting.id(), meeting.room());
        String form = "/meetings/" + open.id() + "/contributions";
        assertThat(mvc.get().uri(form + "/new").with(dana))
                .bodyText()
                .contains("Consequences if not approved", "Affected enabler", "Reply to", "Draft specification");
        List<String> wrong = new ArrayList<>(
                List.of("category", "HUGE", "Choose one of", "due", "soon", "This is asked of type LS"));
        for (int i = 0; i < wrong.size(); i += 3) {
            assertThat(mvc.post()
                            .uri(form)
                            .with(dana)
                            .with(csrf())
                            .param("type", "CR")
                            .param("purpose", "Agreement")
                            .param("title", "Typed title")
                            .param("particulars.reason", "Typed reason")
                            .param("particulars." + wrong.get(i), wrong.get(i + 1)))
                    .hasStatus(422)
                    .bodyText()
                    .contains(wrong.get(i + 2), "Typed title", "Typed reason");
        }
        String page = Objects.requireNonNull(mvc.post()
                .uri(form)
                .with(dana)
                .with(csrf())
                .param("type", "CR")
                .param("purpose", "Agreement")
                .param("title", "Typed title")
                .param("particulars.reason", "Typed reason")
                .exchange()
                .getResponse()
                .getRedirectedUrl());
        assertThat(mvc.get().uri(page).with(dana))
                .bodyText()
                .contains("Typed reason", "Its first file waits for this", "Choose the specification that it changes.");
        assertThat(mvc.get().uri(page + "/edit").with(dana))
                .hasStatusOk()
                .bodyText()
                .contains("Typed reason");
        assertThat(mvc.get().uri(page + "/edit").with(Body.signedIn(Cast.DEVI))).hasStatus(403);
        assertThat(mvc.get().uri(page + "/edit").with(Body.signedIn(Cast.NORA))).hasStatus(403);

        ContributionId id = ContributionId.valueOf(page.substring(page.lastIndexOf('/') + 1));
        String api = "/api/v1/contributions/" + id + "/wording";
        assertThat(mvc.get().uri(api).header("Authorization", "Bearer " + Cast.DANA.token()))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.particulars.reason")
                .isEqualTo("Typed reason");
        assertThat(mvc.put()
                        .uri(api)
                        .header("Authorization", "Bearer " + Cast.DANA.token())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("""
                                {"for": "Agreement", "title": "By program", "source": "Examplecom", "mark": "old",
                                 "particulars": {"reason": "From a program"}}"""))
                .hasStatus(409);
        assertThat(mvc.post()
                        .uri(page + "/edit")
                        .with(dana)
                        .with(csrf())
                        .param("title", "My title")
                        .param("purpose", "Agreement")
                        .param("source", "Examplecom")
                        .param("mark", "old"))
                .hasStatus(409)
                .bodyText()
                .contains("Title now", "Typed title", "My title");
    }
}
