package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.contributions.Dispositions.Done;
import org.rostrum.contributions.Dispositions.Seen;
import org.rostrum.documents.SampleFiles;
import org.rostrum.meetings.MeetingId;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Complete;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OnTheAgenda;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From a place on the agenda to a decision, about one revision at one meeting; and back where it was a slip. */
@RostrumTest
class DispositionTests {

    private final Dispositions dispositions;
    private final Submissions submissions;
    private final Contributions contributions;
    private final JdbcClient jdbc;
    private final OwnGroup own;
    private final Viewer chair;
    private final Viewer secretary;
    private final Viewer delegate;

    private Gathering meeting = new Gathering(new UUID(0, 0), new UUID(0, 0));
    private MeetingId at = new MeetingId(new UUID(0, 0));

    DispositionTests(
            Dispositions dispositions,
            Submissions submissions,
            Contributions contributions,
            Newcomers newcomers,
            Viewers viewers,
            Body body,
            JdbcClient jdbc) {
        this.dispositions = dispositions;
        this.submissions = submissions;
        this.contributions = contributions;
        this.jdbc = jdbc;
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
        this.chair = own.as(own.chair);
        this.secretary = own.as(own.secretary);
        this.delegate = own.as(own.delegate);
    }

    @BeforeEach
    void aMeetingThatGoesOn() {
        meeting = own.meetingIn(Duration.ofHours(-1));
        at = new MeetingId(meeting.id());
    }

    private ContributionId submitted(ContributionType type) {
        ContributionId id = submissions
                .reserve(at, Complete.reservation(type, Purpose.AGREEMENT, "Retry timer", jdbc), null, delegate)
                .id();
        uploads(id, "first");
        return id;
    }

    private ContributionId allocated() {
        ContributionId id = submitted(ContributionType.CR);
        OnTheAgenda.of(meeting, jdbc).places(id.value());
        return id;
    }

    private void uploads(ContributionId id, String text) {
        submissions.upload(id, "text.pdf", new ByteArrayResource(SampleFiles.pdf(text)), null, delegate);
    }

    private Done decide(Viewer viewer, Decision decision, ContributionId... which) {
        return dispositions.decide(
                at, Arrays.stream(which).map(id -> new Seen(id, latest(id))).toList(), decision, null, viewer);
    }

    private int latest(ContributionId id) {
        return contributions.require(id, chair).revisions().size() - 1;
    }

    private ContributionState state(ContributionId id) {
        return contributions.require(id, chair).row().state();
    }

    private List<String> story(ContributionId id) {
        return jdbc.sql("""
                        select verb || ' ' || coalesce(from_state, '-') || ' ' || to_state from contribution_step
                         where contribution_id = ? order by seq""")
                .param(id.value())
                .query((row, n) -> row.getString(1))
                .list();
    }

    @Test
    void whatIsAgreedWasOpenBefore() {
        ContributionId id = allocated();
        decide(secretary, Decision.of(Outcome.AGREED), id);
        assertThat(state(id)).isEqualTo(ContributionState.AGREED);
        assertThat(story(id)).endsWith("OPEN ALLOCATED OPEN", "DECIDE OPEN AGREED");
    }

    @Test
    void anAuthorIsAskedForTheNextRevisionAndTheDecisionStaysWithTheOne() {
        ContributionId id = allocated();
        decide(chair, Decision.of(Outcome.REVISED), id);
        assertThat(state(id)).isEqualTo(ContributionState.REVISED);
        uploads(id, "second");
        assertThat(state(id)).isEqualTo(ContributionState.ALLOCATED);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() ->
                        dispositions.decide(at, List.of(new Seen(id, 0)), Decision.of(Outcome.AGREED), null, chair))
                .withMessageContaining("A newer revision of “Retry timer” has come, R01");
        decide(chair, Decision.of(Outcome.AGREED), id);
        assertThat(jdbc.sql("select revision || ' ' || outcome from disposition where contribution_id = ? order by 1")
                        .param(id.value())
                        .query(String.class)
                        .list())
                .containsExactly("0 REVISED", "1 AGREED");
    }

    @Test
    void whatIsPostponedGoesOnAtTheNextMeetingUnderANewNumberWithTheSameFile() {
        ContributionId id = allocated();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> decide(chair, Decision.postponedTo(null), id))
                .withMessageContaining("No later meeting of");
        Gathering next = own.meetingIn(Duration.ofDays(30));
        Done done = decide(chair, Decision.postponedTo(null), id);
        ContributionId successor = new ContributionId(jdbc.sql("select id from contribution where carried_from_id = ?")
                .param(id.value())
                .query(UUID.class)
                .single());
        ContributionView carried = contributions.require(successor, delegate);
        assertThat(carried.row().meeting()).isEqualTo(new MeetingId(next.id()));
        assertThat(carried.row().state()).isEqualTo(ContributionState.SUBMITTED);
        assertThat(carried.row().late()).isFalse();
        assertThat(carried.revisions().getFirst().document())
                .isEqualTo(
                        contributions.require(id, chair).revisions().getFirst().document());

        dispositions.undo(done.act(), chair);
        assertThat(state(id)).isEqualTo(ContributionState.ALLOCATED);
        assertThat(state(successor)).isEqualTo(ContributionState.WITHDRAWN);
    }

    @Test
    void whatBecameOfAPostponedOneIsNotUndone() {
        ContributionId id = allocated();
        own.meetingIn(Duration.ofDays(30));
        Done done = decide(chair, Decision.postponedTo(null), id);
        UUID successor = jdbc.sql("select id from contribution where carried_from_id = ?")
                .param(id.value())
                .query(UUID.class)
                .single();
        uploads(new ContributionId(successor), "for the next meeting");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> dispositions.undo(done.act(), chair))
                .withMessageContaining("changed since");
    }

    @Test
    void mergesDoNotRunInACircle() {
        ContributionId one = allocated();
        ContributionId other = allocated();
        decide(chair, Decision.mergedInto(other), one);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> decide(chair, Decision.mergedInto(one), other))
                .withMessageContaining("is merged itself");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> decide(chair, Decision.mergedInto(other), other))
                .withMessageContaining("into itself");
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("""
                                insert into disposition (id, act_id, contribution_id, revision, meeting_id, outcome,
                                                         merged_into_id, recorded_by, recorded_at)
                                select gen_random_uuid(), act_id, merged_into_id, 0, meeting_id, 'MERGED', contribution_id,
                                       recorded_by, recorded_at
                                  from disposition where contribution_id = ?""").param(one.value()).update())
                .withMessageContaining("merged in a circle");
    }

    @Test
    void twoWhoMergeTheTwoIntoOneAnotherAtTheSameTimeMakeNoCircle() throws Exception {
        ContributionId one = allocated();
        ContributionId other = allocated();
        Runnable here = () -> decide(chair, Decision.mergedInto(other), one);
        Runnable there = () -> decide(chair, Decision.mergedInto(one), other);
        assertThat(AtOnce.refused(here, there, here, there)).hasSize(3);
    }

    @Test
    void aLiaisonStatementIsRepliedToByAnother() {
        ContributionId in = submitted(ContributionType.LS);
        OnTheAgenda.of(meeting, jdbc).places(in.value());
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> decide(secretary, Decision.of(Outcome.REPLIED), in))
                .withMessageContaining("which liaison statement replies");
        ContributionId cr = allocated();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> decide(secretary, Decision.repliedBy(cr), in))
                .withMessageContaining("another liaison statement");
        decide(secretary, Decision.repliedBy(submitted(ContributionType.LS)), in);
        assertThat(state(in)).isEqualTo(ContributionState.REPLIED);
    }

    @Test
    void anAgreementOnAConditionSaysWhichAndEndsInAnAgreement() {
        ContributionId id = allocated();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> decide(chair, Decision.of(Outcome.CONDITIONALLY_AGREED, " "), id))
                .withMessageContaining("on which condition");
        decide(chair, Decision.of(Outcome.CONDITIONALLY_AGREED, "The editor checks clause 7."), id);
        uploads(id, "with clause 7");
        assertThat(state(id)).isEqualTo(ContributionState.CONDITIONALLY_AGREED);
        decide(chair, Decision.of(Outcome.AGREED), id);
        decide(chair, Decision.of(Outcome.APPROVED), id);
        assertThat(state(id)).isEqualTo(ContributionState.APPROVED);
    }

    @Test
    void whatIsAgreedIsReopenedForAReasonByTheChair() {
        ContributionId id = allocated();
        decide(chair, Decision.of(Outcome.AGREED), id);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> dispositions.reopen(id, "", null, chair))
                .withMessageContaining("Say why");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> dispositions.reopen(id, "Clause 7 is wrong.", null, secretary))
                .withMessageContaining("You may not");
        Done done = dispositions.reopen(id, "Clause 7 is wrong.", null, chair);
        assertThat(state(id)).isEqualTo(ContributionState.OPEN);
        dispositions.undo(done.act(), chair);
        assertThat(state(id)).isEqualTo(ContributionState.AGREED);
        dispositions.reopen(id, "Clause 7 is wrong indeed.", null, chair);
        decide(chair, Decision.of(Outcome.NOTED), id);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> dispositions.reopen(id, "Again.", null, chair))
                .withMessageContaining("Only what was agreed");
    }

    @Test
    void manyAreDecidedAboutTogetherOrNone() {
        ContributionId one = allocated();
        ContributionId other = allocated();
        ContributionId without = submitted(ContributionType.CR);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> decide(secretary, Decision.of(Outcome.NOTED), one, other, without))
                .withMessageContaining("no place on the agenda");
        assertThat(state(one)).isEqualTo(ContributionState.ALLOCATED);
        Done done = decide(secretary, Decision.of(Outcome.NOTED), one, other);
        assertThat(done.said()).isEqualTo("Noted: 2 contributions");
        // What a secretary did, the chair may take back; a delegate may not.
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> dispositions.undo(done.act(), delegate));
        dispositions.undo(done.act(), chair);
        assertThat(List.of(state(one), state(other))).containsOnly(ContributionState.ALLOCATED);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> dispositions.undo(done.act(), chair))
                .withMessageContaining("undone already");
    }

    @Test
    void theSameKeyDecidesOnce() {
        ContributionId id = allocated();
        Done first =
                dispositions.decide(at, List.of(new Seen(id, 0)), Decision.of(Outcome.NOTED), "one-key", secretary);
        assertThat(dispositions.decide(at, List.of(new Seen(id, 0)), Decision.of(Outcome.NOTED), "one-key", secretary))
                .isEqualTo(first);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> dispositions.decide(
                        at, List.of(new Seen(id, 0)), Decision.of(Outcome.REJECTED), "one-key", secretary))
                .withMessageContaining("Something else was done");
    }

    @Test
    void aDelegateDecidesNothing() {
        ContributionId id = allocated();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> decide(delegate, Decision.of(Outcome.AGREED), id))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Refusal.Reason.FORBIDDEN));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> dispositions.open(at, List.of(id), null, delegate))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Refusal.Reason.FORBIDDEN));
    }

    @Test
    void whatIsDecidedTakesNoFilesAndIsNotWithdrawn() {
        ContributionId id = allocated();
        decide(chair, Decision.of(Outcome.REJECTED), id);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> uploads(id, "once more"))
                .withMessageContaining("decided about this contribution already: Rejected");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> dispositions.withdraw(id, delegate))
                .withMessageContaining("What is decided is not withdrawn");
    }

    @Test
    void anAuthorTakesTheirWithdrawalBack() {
        ContributionId id = allocated();
        Done done = dispositions.withdraw(at, List.of(id), "Sent to the wrong meeting.", null, delegate);
        assertThat(state(id)).isEqualTo(ContributionState.WITHDRAWN);
        dispositions.undo(done.act(), delegate);
        assertThat(state(id)).isEqualTo(ContributionState.ALLOCATED);
        assertThat(contributions.require(id, chair).withdrawnAt()).isNull();
    }

    @Test
    void slipsAreUndoneForTenMinutes() {
        ContributionId id = allocated();
        Done done = decide(chair, Decision.of(Outcome.NOTED), id);
        jdbc.sql("update contribution_act set done_at = done_at - interval '11 minutes' where id = ?")
                .param(done.act().value())
                .update();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> dispositions.undo(done.act(), chair))
                .withMessageContaining("more than ten minutes ago");
    }

    @Test
    void nothingIsDecidedBeforeTheMeeting() {
        Gathering later = own.meetingIn(Duration.ofDays(20));
        ContributionId id = submissions
                .reserve(
                        new MeetingId(later.id()),
                        new Reservation(ContributionType.INP, Purpose.AGREEMENT, "Early"),
                        null,
                        delegate)
                .id();
        uploads(id, "early");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> dispositions.decide(
                        new MeetingId(later.id()), List.of(new Seen(id, 0)), Decision.of(Outcome.NOTED), null, chair))
                .withMessageContaining("has not begun");
    }

    @Test
    void theDatabaseHoldsStateAndDecisionTogether() {
        ContributionId id = allocated();
        decide(chair, Decision.of(Outcome.NOTED), id);
        for (String change : List.of(
                "state = 'AGREED'",
                "state = 'ALLOCATED'",
                "disposition_id = null",
                "state = 'OPEN', disposition_id = null,"
                        + " agenda_item_id = null, allocated_at = null, allocated_by = null, item_position = null")) {
            assertThatExceptionOfType(DataIntegrityViolationException.class)
                    .as(change)
                    .isThrownBy(() -> jdbc.sql("update contribution set " + change + " where id = ?")
                            .param(id.value())
                            .update());
        }
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("update disposition set outcome = 'POSTPONED' where contribution_id = ?")
                        .param(id.value())
                        .update());
    }

    @Test
    void whatWasDoneIsAuditedAndTold() {
        ContributionId id = allocated();
        decide(secretary, Decision.of(Outcome.AGREED), id);
        assertThat(jdbc.sql("select count(*) from audit_entry where subject_id = ? and action = 'contribution.decided'")
                        .param(id.toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(jdbc.sql("select title from notice where person_id = ?")
                        .param(own.delegate.id().value())
                        .query(String.class)
                        .list())
                .anyMatch(title -> title.startsWith("Agreed: "));
    }
}
