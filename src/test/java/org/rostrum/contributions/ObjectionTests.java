package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OnTheAgenda;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Organisations object to a revision; while one does, there is no consensus on it. */
@RostrumTest
class ObjectionTests {

    private final Objections objections;
    private final Dispositions dispositions;
    private final Submissions submissions;
    private final Contributions contributions;
    private final JdbcClient jdbc;
    private final OwnGroup own;
    private final Viewer chair;
    private final Viewer delegate;
    private final Viewer objector;
    private final Viewer staff;

    private MeetingId at = new MeetingId(new UUID(0, 0));
    private ContributionId id = new ContributionId(new UUID(0, 0));

    ObjectionTests(
            Objections objections,
            Dispositions dispositions,
            Submissions submissions,
            Contributions contributions,
            Newcomers newcomers,
            Viewers viewers,
            Body body,
            JdbcClient jdbc) {
        this.objections = objections;
        this.dispositions = dispositions;
        this.submissions = submissions;
        this.contributions = contributions;
        this.jdbc = jdbc;
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
        this.chair = own.as(own.chair);
        this.delegate = own.as(own.delegate);
        this.objector = own.as(newcomers.delegate());
        this.staff = own.as(newcomers.staff());
    }

    @BeforeEach
    void aContributionBeforeTheRoom() {
        Gathering meeting = own.meetingIn(Duration.ofHours(-1));
        at = new MeetingId(meeting.id());
        id = submissions
                .reserve(at, new Reservation(ContributionType.INP, Purpose.AGREEMENT, "Retry timer"), null, delegate)
                .id();
        uploads("first");
        OnTheAgenda.of(meeting, jdbc).places(id.value());
    }

    private void uploads(String text) {
        submissions.upload(id, "text.pdf", new ByteArrayResource(SampleFiles.pdf(text)), null, delegate);
    }

    private Done decide(Outcome outcome, int revision) {
        return dispositions.decide(at, List.of(new Seen(id, revision)), Decision.of(outcome, "Why."), null, chair);
    }

    private ObjectionView latest() {
        return objections.of(contributions.require(id, chair)).getFirst();
    }

    @Test
    void whatSomebodyObjectsToIsNotAgreedUntilTheyWithdrawIt() {
        objections.raise(id, 0, "It breaks clause 7.", objector);
        for (Outcome yes : List.of(Outcome.AGREED, Outcome.APPROVED, Outcome.ENDORSED, Outcome.CONDITIONALLY_AGREED)) {
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> decide(yes, 0))
                    .withMessageContaining(objector.organizationName() + " objects to “Retry timer”");
        }
        objections.sustain(id, latest().id(), chair);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> decide(Outcome.AGREED, 0))
                .withMessageContaining("is sustained");
        objections.withdraw(id, latest().id(), objector);
        decide(Outcome.AGREED, 0);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> objections.raise(id, 0, "Too late.", objector))
                .withMessageContaining("agreed already");
    }

    @Test
    void anObjectionIsToOneRevisionAndOthersAreDecidedAboutFreely() {
        objections.raise(id, 0, "It breaks clause 7.", objector);
        decide(Outcome.REVISED, 0);
        uploads("with clause 7");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> objections.raise(id, 0, "Again.", objector))
                .withMessageContaining("A newer revision");
        decide(Outcome.AGREED, 1);
    }

    @Test
    void anOrganisationObjectsOnceAtATimeAndOnlyItWithdrawsThat() throws Exception {
        Runnable objects = () -> objections.raise(id, 0, "It breaks clause 7.", objector);
        assertThat(AtOnce.refused(objects, objects, objects)).hasSize(2);
        ObjectionId objection = latest().id();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> objections.withdraw(id, objection, delegate))
                .withMessageContaining(objector.organizationName());
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> objections.sustain(id, objection, delegate))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Refusal.Reason.FORBIDDEN));
        objections.withdraw(id, objection, objector);
        objections.raise(id, 0, "After all.", objector);
        assertThat(objections.of(contributions.require(id, chair))).hasSize(2);
    }

    @Test
    void aChairsFindingIsTakenBackWithinTenMinutes() {
        objections.raise(id, 0, "It breaks clause 7.", objector);
        objections.sustain(id, latest().id(), chair);
        objections.unsettle(id, latest().id(), chair);
        assertThat(latest().state()).isEqualTo(ObjectionState.OPEN);
        jdbc.sql("""
                        update objection set raised_at = now() - interval '1 hour', state = 'SUSTAINED', settled_by = raised_by,
                               settled_at = now() - interval '11 minutes'
                         where contribution_id = ?""").param(id.value()).update();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> objections.unsettle(id, latest().id(), chair))
                .withMessageContaining("last ten minutes");
    }

    @Test
    void anAgreementIsNotBroughtBackOverAnObjectionThatCameSince() {
        decide(Outcome.AGREED, 0);
        Done reopened = dispositions.reopen(id, "Clause 7.", null, chair);
        objections.raise(id, 0, "It breaks clause 7.", objector);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> dispositions.undo(reopened.act(), chair))
                .withMessageContaining("objects to");
    }

    @Test
    void theDatabaseItselfHoldsThatNothingIsAgreedAgainstAnObjection() {
        Done noted = decide(Outcome.NOTED, 0);
        jdbc.sql("""
                        insert into objection (id, contribution_id, revision, meeting_id, organization_id, reason, state,
                                               raised_by, raised_at)
                        select gen_random_uuid(), contribution_id, revision, meeting_id, ?, 'x', 'OPEN', recorded_by, now()
                          from disposition where act_id = ?""")
                .params(
                        Objects.requireNonNull(objector.organization()).id().value(),
                        noted.act().value())
                .update();
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("""
                                insert into disposition (id, act_id, contribution_id, revision, meeting_id, outcome,
                                                         recorded_by, recorded_at)
                                select gen_random_uuid(), act_id, contribution_id, revision, meeting_id, 'AGREED',
                                       recorded_by, recorded_at
                                  from disposition where act_id = ?""").param(noted.act().value()).update())
                .withMessageContaining("somebody objects");
    }

    @Test
    void whoSpeaksForNoMemberDoesNotObject() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> objections.raise(id, 0, "No.", staff))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Refusal.Reason.FORBIDDEN));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> objections.raise(id, 0, "  ", objector))
                .withMessageContaining("Say why");
    }
}
