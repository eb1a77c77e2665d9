package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/** Drafts circulate between two revisions, and one of them may become the next. */
@RostrumTest
class DraftTests {

    private final Drafts drafts;
    private final Dispositions dispositions;
    private final Submissions submissions;
    private final Contributions contributions;
    private final JdbcClient jdbc;
    private final OwnGroup own;
    private final Viewer delegate;
    private final Viewer other;

    private MeetingId at = new MeetingId(new UUID(0, 0));
    private ContributionId id = new ContributionId(new UUID(0, 0));

    DraftTests(
            Drafts drafts,
            Dispositions dispositions,
            Submissions submissions,
            Contributions contributions,
            Newcomers newcomers,
            Viewers viewers,
            Body body,
            JdbcClient jdbc) {
        this.drafts = drafts;
        this.dispositions = dispositions;
        this.submissions = submissions;
        this.contributions = contributions;
        this.jdbc = jdbc;
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
        this.delegate = own.as(own.delegate);
        this.other = own.as(newcomers.delegate());
    }

    @BeforeEach
    void aContributionBeforeTheRoom() {
        Gathering meeting = own.meetingIn(Duration.ofHours(-1));
        at = new MeetingId(meeting.id());
        id = submissions
                .reserve(at, new Reservation(ContributionType.INP, Purpose.AGREEMENT, "Retry timer"), null, delegate)
                .id();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> drafts("too early", null, other))
                .withMessageContaining("no file yet");
        submissions.upload(id, "text.pdf", new ByteArrayResource(SampleFiles.pdf("first")), null, delegate);
        OnTheAgenda.of(meeting, jdbc).places(id.value());
    }

    private DraftView drafts(String text, @Nullable String intent, Viewer by) {
        return drafts.upload(
                id, "mine.pdf", new ByteArrayResource(SampleFiles.pdf(text)), "Clause 7 " + text, intent, by);
    }

    @Test
    void theServerNumbersThemAndNamesTheirFiles() throws Exception {
        assertThat(AtOnce.refused(
                        () -> drafts("a", null, other),
                        () -> drafts("b", null, delegate),
                        () -> drafts("c", null, other)))
                .isEmpty();
        DraftView fourth = drafts("d", "one-key", other);
        assertThat(drafts("d", "one-key", other)).isEqualTo(fourth);
        List<DraftView> all = drafts.of(contributions.require(id, delegate));
        assertThat(all).extracting(DraftView::number).containsExactly(1, 2, 3, 4);
        assertThat(fourth.fileName()).contains("R00_d04-INP_Retry_timer.pdf");
        assertThat(fourth.organization()).isEqualTo(other.organizationName());
    }

    @Test
    void theAuthorSubmitsADraftAsTheNextRevision() {
        DraftView draft = drafts("better", null, other);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> drafts.submit(id, 0, draft.number(), other))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Refusal.Reason.FORBIDDEN));
        ContributionView revised = drafts.submit(id, 0, draft.number(), delegate);
        assertThat(drafts.submit(id, 0, draft.number(), delegate).revisions()).hasSize(2);
        assertThat(revised.revisions().getLast().document()).isEqualTo(draft.document());
        assertThat(drafts.of(revised)).extracting(DraftView::submittedAs).containsExactly(1);
        DraftView next = drafts("better still", null, other);
        assertThat(next.base()).isEqualTo(1);
        assertThat(next.number()).isEqualTo(1);
    }

    @Test
    void aDraftOfAnEarlierRevisionIsNotSubmittedOverANewerOne() {
        DraftView draft = drafts("better", null, other);
        submissions.upload(id, "text.pdf", new ByteArrayResource(SampleFiles.pdf("second")), null, delegate);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> drafts.submit(id, 0, draft.number(), delegate))
                .withMessageContaining("A newer revision has come since this draft, R01");
    }

    @Test
    void whatIsDecidedOrWithdrawnTakesNoDrafts() {
        DraftView draft = drafts("better", null, other);
        dispositions.decide(at, List.of(new Seen(id, 0)), Decision.of(Outcome.NOTED), null, own.as(own.chair));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> drafts("late", null, other))
                .withMessageContaining("noted already");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> drafts.submit(id, 0, draft.number(), delegate));
    }
}
