package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The chair's leave for one contribution to come after the deadline. */
@RostrumTest
class LatePassTests {

    private final LatePasses passes;
    private final Submissions submissions;
    private final Contributions contributions;
    private final Newcomers newcomers;
    private final Viewers viewers;
    private final Body body;
    private final JdbcClient jdbc;
    private final MockMvcTester mvc;
    private OwnGroup group;
    private Gathering meeting;
    private ContributionId paper;

    @SuppressWarnings("NullAway.Init")
    LatePassTests(
            LatePasses passes,
            Submissions submissions,
            Contributions contributions,
            Newcomers newcomers,
            Viewers viewers,
            Body body,
            JdbcClient jdbc,
            MockMvcTester mvc) {
        this.passes = passes;
        this.submissions = submissions;
        this.contributions = contributions;
        this.newcomers = newcomers;
        this.viewers = viewers;
        this.body = body;
        this.jdbc = jdbc;
        this.mvc = mvc;
    }

    /** Its deadline was two days ago. */
    @BeforeEach
    void aMeetingWhoseDeadlineHasPassed() {
        group = new OwnGroup(newcomers, viewers, body, jdbc);
        meeting = group.meetingIn(Duration.ofDays(5), "PASS");
        paper = new ContributionId(group.reserved(meeting));
    }

    private void asks() {
        passes.request(paper, "The interop results came in today.", group.as(group.delegate));
    }

    private ContributionView uploads(ContributionId id, String text) {
        return submissions.upload(
                id,
                "paper.txt",
                new ByteArrayResource(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                null,
                group.as(group.delegate));
    }

    private List<LatePassView> seenBy(Newcomer person) {
        return passes.of(contributions.require(paper, group.as(person)), group.as(person));
    }

    private LatePassState state() {
        return seenBy(group.chair).getFirst().state();
    }

    private List<@Nullable String> told(Newcomer person) {
        return jdbc.sql("select title || ': ' || text from notice where person_id = ? order by told_at, id")
                .param(person.id().value())
                .query(String.class)
                .list();
    }

    private static void refused(String because, ThrowingCallable what) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(what).withMessageContaining(because);
    }

    @Test
    void withoutAPassNothingComesAfterTheDeadlineAndWithOneExactlyThisOnceAndLate() {
        refused("needs the chair's late pass", () -> uploads(paper, "late"));
        asks();
        refused("needs the chair's late pass", () -> uploads(paper, "late"));
        passes.grant(paper, null, group.as(group.chair));
        ContributionId another = new ContributionId(group.reserved(meeting));
        refused("needs the chair's late pass", () -> uploads(another, "late"));
        ContributionView submitted = uploads(paper, "late");
        assertThat(submitted.row().late()).isTrue();
        assertThat(submitted.row().state()).isEqualTo(ContributionState.SUBMITTED);
        assertThat(state()).isEqualTo(LatePassState.USED);
        assertThat(uploads(paper, "a revision").row().revision()).isEqualTo(1);
    }

    @Test
    void aNumberCanStillBeReservedAndWhatIsExemptNeedsNoPass() {
        Reservation asked = new Reservation(ContributionType.INP, Purpose.AGREEMENT, "Reserved late");
        ContributionView reserved = submissions.reserve(
                new org.rostrum.meetings.MeetingId(meeting.id()), asked, null, group.as(group.delegate));
        refused("needs the chair's late pass", () -> uploads(reserved.id(), "x"));
        ContributionId minutes = new ContributionId(group.contribution(meeting, "RESERVED", "MINS", null, false));
        assertThat(uploads(minutes, "minutes").row().late()).isFalse();
        refused("has its file already", () -> passes.request(minutes, "Why not", group.as(group.delegate)));
        ContributionId report = new ContributionId(group.contribution(meeting, "RESERVED", "REP", null, false));
        refused("not for this type", () -> passes.request(report, "Why not", group.as(group.delegate)));
    }

    @Test
    void thereIsNoRequestWhereNoneIsNeededAndNoneWhereNoneHelps() {
        for (String policy : List.of("ACCEPT", "REFUSE")) {
            ContributionId other = new ContributionId(group.reserved(group.meetingIn(Duration.ofDays(5), policy)));
            refused(
                    policy.equals("ACCEPT") ? "takes what comes late" : "takes no late contributions",
                    () -> passes.request(other, "Please", group.as(group.delegate)));
        }
        ContributionId early = new ContributionId(group.reserved(group.meetingIn(Duration.ofDays(50), "PASS")));
        refused("has not passed yet", () -> passes.request(early, "Please", group.as(group.delegate)));
        ContributionId past = new ContributionId(group.reserved(group.meetingIn(Duration.ofDays(-5), "PASS")));
        refused("meeting is over", () -> passes.request(past, "Please", group.as(group.delegate)));
        refused("Say why", () -> passes.request(paper, "  ", group.as(group.delegate)));
        asks();
        refused("asked for already", this::asks);
    }

    @Test
    void theChairIsToldOfTheRequestAndTheAuthorOfTheDecision() {
        asks();
        assertThat(told(group.chair))
                .singleElement()
                .asString()
                .contains("A late pass is asked for", group.delegate.name(), "The interop results came in today.");
        passes.decline(paper, "Bring it to the next meeting.", group.as(group.chair));
        assertThat(told(group.delegate))
                .singleElement()
                .asString()
                .contains("Late pass declined", "Bring it to the next meeting.");
        assertThat(seenBy(group.delegate))
                .singleElement()
                .satisfies(pass -> assertThat(pass.answer()).isEqualTo("Bring it to the next meeting."));
        asks();
        passes.grant(paper, "Until tonight.", group.as(group.chair));
        assertThat(told(group.delegate)).last().asString().contains("Late pass given", "Until tonight.");
        assertThat(jdbc.sql("select action from audit_entry where subject_id = ? order by id")
                        .param(paper.toString())
                        .query(String.class)
                        .list())
                .containsExactly("late-pass.declined", "late-pass.granted");
    }

    @Test
    void aDecisionIsTakenBackUntilSomethingCameOfIt() {
        asks();
        passes.grant(paper, null, group.as(group.chair));
        passes.undo(paper, group.as(group.chair));
        assertThat(state()).isEqualTo(LatePassState.REQUESTED);
        refused("needs the chair's late pass", () -> uploads(paper, "late"));
        passes.grant(paper, null, group.as(group.chair));
        refused("given already", () -> passes.decline(paper, "No", group.as(group.chair)));
        uploads(paper, "late");
        refused("has come already", () -> passes.undo(paper, group.as(group.chair)));
    }

    @Test
    void aRequestIsWithdrawnByItsAuthorAndCannotBeDecidedAfterwards() {
        asks();
        passes.withdraw(paper, group.as(group.delegate));
        refused("was withdrawn", () -> passes.grant(paper, null, group.as(group.chair)));
        refused("Say why not", () -> {
            asks();
            passes.decline(paper, " ", group.as(group.chair));
        });
        assertThat(seenBy(group.chair))
                .extracting(LatePassView::state)
                .containsExactly(LatePassState.REQUESTED, LatePassState.WITHDRAWN);
    }

    @Test
    void ofTwoWhoDecideInTheSameMomentOneDecides() throws InterruptedException {
        asks();
        assertThat(AtOnce.refused(
                        () -> passes.grant(paper, null, group.as(group.chair)),
                        () -> passes.decline(paper, "No.", group.as(group.chair))))
                .hasSize(1);
    }

    @Test
    void onlyItsPeopleAskAndOnlyTheChairAndTheStaffDecide() {
        Newcomer outsider = newcomers.delegate();
        refused("You may not", () -> passes.request(paper, "Please", group.as(outsider)));
        asks();
        for (Newcomer other : List.of(group.secretary, group.delegate, outsider)) {
            refused("You may not", () -> passes.grant(paper, null, group.as(other)));
            refused("You may not", () -> passes.decline(paper, "No", group.as(other)));
            refused("You may not", () -> passes.undo(paper, group.as(other)));
        }
        refused("You may not", () -> passes.withdraw(paper, group.as(outsider)));
        assertThat(seenBy(outsider)).isEmpty();
        assertThat(seenBy(group.secretary)).isEmpty();
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> passes.grant(paper, null, group.as(newcomers.person())));
        passes.grant(paper, null, group.as(newcomers.staff()));
        assertThat(state()).isEqualTo(LatePassState.GRANTED);
    }

    @Test
    void thePageAsksKeepsWhatWasTypedAndShowsTheChairWhatToDecide() {
        String at = "/contributions/" + paper;
        assertThat(mvc.get().uri(at).with(group.delegate.signedIn()))
                .bodyText()
                .contains("Ask for a late pass")
                .doesNotContain("Upload and submit");
        assertThat(mvc.post()
                        .uri(at + "/late-pass")
                        .param("reason", "x".repeat(2001))
                        .with(group.delegate.signedIn())
                        .with(csrf()))
                .hasStatus(422)
                .bodyText()
                .contains("up to 2,000 are taken", "x".repeat(2001));
        assertThat(mvc.post()
                        .uri(at + "/late-pass")
                        .param("reason", "The lab burnt <down>.")
                        .with(group.delegate.signedIn())
                        .with(csrf()))
                .hasStatus(302);
        assertThat(mvc.get().uri(at).with(group.delegate.signedIn()))
                .bodyText()
                .contains("The chair has still to decide", "Withdraw the request")
                .doesNotContain("Give the late pass");
        assertThat(mvc.get().uri(at).with(group.chair.signedIn()))
                .bodyText()
                .contains("Give the late pass", "The lab burnt &lt;down&gt;.")
                .doesNotContain("Withdraw the request");
        assertThat(mvc.get().uri(at).with(group.secretary.signedIn()))
                .bodyText()
                .doesNotContain("Late pass", "The lab burnt");
        assertThat(mvc.post()
                        .uri(at + "/late-pass/grant")
                        .with(group.chair.signedIn())
                        .with(csrf()))
                .hasStatus(302)
                .redirectedUrl()
                .isEqualTo(at);
        assertThat(mvc.get().uri(at).with(group.delegate.signedIn()))
                .bodyText()
                .contains("Upload and submit", "This contribution will be marked late");
    }

    @Test
    void programsAskAndDecide() {
        String at = "/api/v1/contributions/" + paper + "/late-pass";
        assertThat(mvc.post()
                        .uri(at)
                        .contentType("application/json")
                        .content("{\"reason\": \"Illness\"}")
                        .with(group.delegate.signedIn())
                        .with(csrf()))
                .hasStatus(201)
                .bodyJson()
                .isLenientlyEqualTo("{\"state\": \"REQUESTED\", \"reason\": \"Illness\"}");
        assertThat(mvc.post().uri(at + "/refusal").with(group.chair.signedIn()).with(csrf()))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors.answer")
                .isNotNull();
        assertThat(mvc.post().uri(at + "/grant").with(group.chair.signedIn()).with(csrf()))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"state\": \"GRANTED\", \"settledBy\": \"%s\"}".formatted(group.chair.name()));
        assertThat(mvc.get().uri(at).with(group.secretary.signedIn()))
                .bodyJson()
                .isLenientlyEqualTo("[]");
    }

    @Test
    void theDatabaseHoldsOnePassAtATimeAndAnAnswerToEveryRefusal() {
        asks();
        UUID id = jdbc.sql("select id from late_pass where contribution_id = ?")
                .param(paper.value())
                .query(UUID.class)
                .single();
        for (String broken : List.of(
                "update late_pass set state = 'DECLINED', settled_by = requested_by, settled_at = now() where id = :id",
                "update late_pass set state = 'GRANTED' where id = :id",
                "update late_pass set state = 'USED', settled_by = requested_by, settled_at = now() where id = :id",
                "insert into late_pass select gen_random_uuid(), contribution_id, requested_by, null, 'x', now(), 'REQUESTED' from late_pass where id = :id")) {
            assertThatExceptionOfType(org.springframework.dao.DataIntegrityViolationException.class)
                    .isThrownBy(() -> jdbc.sql(broken).param("id", id).update());
        }
    }
}
