package org.rostrum.minutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.cockpit.Cockpit;
import org.rostrum.cockpit.Line;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Submissions;
import org.rostrum.meetings.MeetingId;
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

/** The minutes of one meeting that a later one approves. */
@RostrumTest
class MinutesApprovalTests {

    private final MinutesApprovals approvals;
    private final Contributions contributions;
    private final Submissions submissions;
    private final Cockpit cockpit;
    private final Newcomers newcomers;
    private final Viewers viewers;
    private final Body body;
    private final JdbcClient jdbc;
    private final MockMvcTester mvc;
    private OwnGroup group;
    private Gathering meeting;
    private ContributionId minutes;

    @SuppressWarnings("NullAway.Init")
    MinutesApprovalTests(
            MinutesApprovals approvals,
            Contributions contributions,
            Submissions submissions,
            Cockpit cockpit,
            Newcomers newcomers,
            Viewers viewers,
            Body body,
            JdbcClient jdbc,
            MockMvcTester mvc) {
        this.approvals = approvals;
        this.contributions = contributions;
        this.submissions = submissions;
        this.cockpit = cockpit;
        this.newcomers = newcomers;
        this.viewers = viewers;
        this.body = body;
        this.jdbc = jdbc;
        this.mvc = mvc;
    }

    @BeforeEach
    void aMeetingInSessionWithMinutesBeforeIt() {
        group = new OwnGroup(newcomers, viewers, body, jdbc);
        meeting = group.meetingIn(Duration.ofHours(-3));
        minutes = new ContributionId(group.contribution(meeting, "RESERVED", "MINS", null, false));
        upload("first");
    }

    private void upload(String text) {
        submissions.upload(
                minutes,
                "minutes.txt",
                new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)),
                null,
                group.as(group.delegate));
    }

    private void approves(int revision) {
        approves(group.chair, revision, meeting);
    }

    private void approves(Newcomer person, int revision, Gathering at) {
        approvals.approve(minutes, revision, new MeetingId(at.id()), group.as(person));
    }

    private List<Approval> approved() {
        return approvals.of(contributions.require(minutes, group.as(group.delegate)));
    }

    private List<Line> waiting() {
        return cockpit.of(group.as(group.chair)).waiting().stream()
                .flatMap(one -> one.lines().stream())
                .filter(line -> line.kind() == Line.Kind.MINUTES)
                .toList();
    }

    private static void refused(String because, ThrowingCallable what) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(what).withMessageContaining(because);
    }

    @Test
    void theChairApprovesWhatIsTheLatestAndANewerRevisionAsksAnew() {
        assertThat(waiting()).hasSize(1);
        approves(0);
        assertThat(waiting()).isEmpty();
        assertThat(approved()).singleElement().satisfies(approval -> {
            assertThat(approval.revision()).isZero();
            assertThat(approval.meeting()).isEqualTo(meeting.id());
            assertThat(approval.approvedBy()).isEqualTo(group.chair.name());
        });
        refused("approved already", () -> approves(0));
        upload("second");
        assertThat(waiting())
                .singleElement()
                .satisfies(line -> assertThat(line.words()).contains("R01"));
        refused("A newer revision has come", () -> approves(0));
        refused("no such revision", () -> approves(2));
        approves(1);
        assertThat(approved()).extracting(Approval::label).containsExactly("R01", null);
    }

    @Test
    void theRoomAndTheRecordAndTheAuthorHearOfIt() {
        approves(0);
        approvals.undo(minutes, group.as(group.chair));
        assertThat(jdbc.sql("select type from room_event where room_id = ? and type like 'minutes.%' order by seq")
                        .param(meeting.room())
                        .query(String.class)
                        .list())
                .containsExactly("minutes.approved", "minutes.approval-undone");
        assertThat(jdbc.sql("select action from audit_entry where subject_id = ? order by id")
                        .param(minutes.toString())
                        .query(String.class)
                        .list())
                .containsExactly("minutes.approved", "minutes.approval-undone");
        assertThat(jdbc.sql("select title from notice where person_id = ?")
                        .param(group.delegate.id().value())
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .startsWith("Minutes approved");
    }

    @Test
    void aSlipIsTakenBackForTenMinutesAndStaysOnRecord() {
        refused("Nothing is approved", () -> approvals.undo(minutes, group.as(group.chair)));
        approves(0);
        approvals.undo(minutes, group.as(group.chair));
        assertThat(approved()).isEmpty();
        assertThat(waiting()).hasSize(1);
        approves(0);
        jdbc.sql(
                        "update minutes_approval set approved_at = approved_at - interval '11 minutes' where contribution_id = ? and undone_at is null")
                .param(minutes.value())
                .update();
        refused("more than ten minutes ago", () -> approvals.undo(minutes, group.as(group.chair)));
        assertThat(jdbc.sql("select count(*) from minutes_approval where contribution_id = ?")
                        .param(minutes.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aMeetingOfTheGroupApprovesThemOnceItHasBegun() {
        Gathering coming = group.meetingIn(Duration.ofDays(20));
        refused("has not begun", () -> approves(group.chair, 0, coming));
        Gathering others = new OwnGroup(newcomers, viewers, body, jdbc).meetingIn(Duration.ofHours(-1));
        refused("its own minutes", () -> approves(group.chair, 0, others));
        jdbc.sql("update meeting set status = 'CANCELLED' where id = ?")
                .param(meeting.id())
                .update();
        refused("is cancelled", () -> approves(0));
        assertThat(waiting()).singleElement().satisfies(line -> {
            assertThat(line.settling().post()).isFalse();
            assertThat(line.settling().path()).isEqualTo("/contributions/" + minutes);
        });
    }

    @Test
    void otherContributionsAreNotApprovedLikeThis() {
        ContributionId paper = new ContributionId(group.contribution(meeting, "RESERVED", "CR", null, false));
        refused("Only minutes", () -> approvals.approve(paper, 0, new MeetingId(meeting.id()), group.as(group.chair)));
        ContributionId empty = new ContributionId(group.contribution(meeting, "RESERVED", "MINS", null, false));
        refused("no file yet", () -> approvals.approve(empty, 0, new MeetingId(meeting.id()), group.as(group.chair)));
    }

    @Test
    void onlyTheChairApproves() {
        for (Newcomer other : List.of(group.secretary, group.delegate, newcomers.delegate(), newcomers.staff())) {
            refused("You may not approve", () -> approves(other, 0, meeting));
            refused("You may not approve", () -> approvals.undo(minutes, group.as(other)));
        }
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> approves(newcomers.person(), 0, meeting));
    }

    @Test
    void ofTwoWhoApproveInTheSameMomentOneDoes() throws InterruptedException {
        assertThat(AtOnce.refused(() -> approves(0), () -> approves(0)))
                .containsExactly("This revision was approved already.");
    }

    @Test
    void theCockpitApprovesInOneClickAndThePageShowsIt() {
        Line line = waiting().getFirst();
        var click = mvc.post()
                .uri(line.settling().path())
                .with(group.chair.signedIn())
                .with(csrf());
        line.settling().fields().forEach(click::param);
        assertThat(click.param("from", "/cockpit"))
                .hasStatus(302)
                .redirectedUrl()
                .isEqualTo("/cockpit");
        assertThat(mvc.get().uri("/contributions/" + minutes).with(group.delegate.signedIn()))
                .hasStatusOk()
                .bodyText()
                .contains("Approval of these minutes", "declared by")
                .doesNotContain("Approve at", "Undo the approval");
        assertThat(mvc.get().uri("/contributions/" + minutes).with(group.chair.signedIn()))
                .bodyText()
                .contains("Undo the approval");
    }

    @Test
    void programsApproveToo() {
        String at = "/api/v1/contributions/" + minutes + "/approvals";
        assertThat(mvc.post()
                        .uri(at)
                        .contentType("application/json")
                        .content("{\"revision\": 0, \"meeting\": \"" + meeting.id() + "\"}")
                        .with(group.chair.signedIn())
                        .with(csrf()))
                .hasStatus(201);
        assertThat(mvc.get().uri(at).with(group.delegate.signedIn()))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("[{\"revision\": 0, \"approvedBy\": \"" + group.chair.name() + "\"}]");
    }
}
