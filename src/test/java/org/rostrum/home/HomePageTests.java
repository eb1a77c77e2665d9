package org.rostrum.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Transactional;

/** The first page, and those of the groups. */
@RostrumTest
@Transactional
class HomePageTests {

    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;

    HomePageTests(MockMvcTester mvc, Body body, JdbcClient jdbc) {
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
    }

    /** The lists of the first page are short; what other tests arranged is not to fill them. */
    @BeforeEach
    void nothingElseIsOn() {
        jdbc.sql("update meeting set status = 'CANCELLED'").update();
    }

    private static String text(MvcTestResult page) {
        assertThat(page).hasStatusOk();
        return assertThat(page).bodyText().actual();
    }

    private String visitor(String path) {
        return text(mvc.get().uri(path).exchange());
    }

    private String page(String path, Cast reader) {
        return text(mvc.get().uri(path).with(Body.signedIn(reader)).exchange());
    }

    private void named(Gathering meeting, String name) {
        jdbc.sql("update meeting set name = ? where id = ?")
                .params(name, meeting.id())
                .update();
    }

    @Test
    void aVisitorReadsWhatThisIsAndIsAskedToSignIn() {
        named(body.meetingNow(), "A meeting for members");
        assertThat(visitor("/")).contains("Sign in", "portal: where delegates").doesNotContain("A meeting for members");
    }

    @Test
    void whoeverBelongsToNoMemberIsToldSoAndSeesWhatIsPublic() {
        named(body.meetingNow(), "A meeting for members");
        assertThat(page("/", Cast.NORA))
                .contains(Cast.NORA.fullName(), "belong to no member organisation", "/no-membership")
                .doesNotContain("A meeting for members");
        assertThat(page("/no-membership", Cast.NORA))
                .contains(
                        "You are signed in as",
                        Cast.NORA.fullName(),
                        "Ask for access",
                        "the staff of your standards body");
    }

    @Test
    void aDelegateSeesTheMeetingNowTheNextDeadlinesAndWhatBecameOfTheirContributions() {
        Gathering now = body.meetingNow();
        named(now, "The meeting now");
        named(body.meetingNextMonth(), "The meeting next month");
        jdbc.sql("""
                        insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state,
                                                  author_id, source, reserved_at, submitted_at)
                        values (?, ?, ?, 1998, 7, 'CR', 'Agreement', 'My retry timer', 'SUBMITTED', ?, 'x', now(), now())""").params(NewId.next(), now.id(), Body.DMSO, Cast.DANA.id()).update();
        assertThat(page("/", Cast.DANA))
                .contains("/meetings/" + now.id() + "/room", "Join the room")
                .containsSubsequence("OMA-DMSO-1998-0007", "My retry timer", "Submitted")
                .containsSubsequence("Next deadlines", "The meeting next month")
                .doesNotContain("Waits for you");
        assertThat(page("/", Cast.DEVI)).doesNotContain("My retry timer");
    }

    @Test
    void aChairSeesFirstWhatWaitsForThem() {
        named(body.meetingNow(), "The meeting now");
        assertThat(page("/", Cast.CARLA))
                .containsSubsequence(
                        "Waits for you", "The agenda is not published yet", "The meeting now", "In session now");
        assertThat(page("/", Cast.ADA)).doesNotContain("Waits for you");
    }

    @Test
    void aGuestSeesTheirMeetingAndNoOther() {
        Gathering now = body.meetingNow();
        named(now, "The meeting now");
        named(body.meetingNextMonth(), "The meeting next month");
        body.invites(Cast.GUS, now);
        assertThat(page("/", Cast.GUS)).contains("The meeting now").doesNotContain("The meeting next month");
    }

    @Test
    void todayNeedsAsManyStatementsForManyMeetingsAsForOne() {
        body.meetingNow();
        int few = Statements.during(() -> page("/", Cast.CARLA));
        for (int i = 0; i < 15; i++) {
            body.meetingNow();
            body.meetingNextMonth();
        }
        assertThat(Statements.during(() -> page("/", Cast.CARLA))).isEqualTo(few);
    }

    @Test
    void thePublicReadsTheNamesOfGroupsAndOfficersAndNoMore() {
        named(body.meetingNow(), "The meeting now");
        assertThat(visitor("/groups")).contains("DMSO", "Device Management", Cast.CARLA.fullName());
        assertThat(visitor("/groups/DMSO"))
                .contains(Cast.CARLA.fullName(), Cast.SEKRA.fullName(), "Meetings are open to members")
                .doesNotContain(Cast.EDDA.fullName(), "Examplecom", "since 1", "The meeting now", "/meetings/");
        assertThat(mvc.get().uri("/groups/NONE")).hasStatus(404);
    }

    @Test
    void membersReadTheTermsAndTheMeetingsThatAreOpenToThem() {
        Instant now = Instant.now();
        // The last of all, because a group's page shows its latest meetings and other tests call many.
        Instant last = now.plus(3_000, ChronoUnit.DAYS);
        named(body.meeting(Body.DMSO, last, last.plus(1, ChronoUnit.DAYS), "ACCEPT"), "The last meeting");
        assertThat(page("/groups/DMSO", Cast.DANA))
                .contains(Cast.EDDA.fullName(), "since 1 January 2020", "Examplecom", "The last meeting");
        named(body.meeting(Body.CITY, now, now.plus(1, ChronoUnit.HOURS), "ACCEPT"), "The closed meeting");
        assertThat(page("/groups/CITY", Cast.DANA))
                .contains("Nothing here that you may open")
                .doesNotContain("The closed meeting");
        assertThat(page("/groups/CITY", Cast.DEVI)).contains("The closed meeting");
    }

    @Test
    void aGroupThatReportsToAnotherStandsBelowIt() {
        jdbc.sql("update working_group set parent_id = ? where id = ?")
                .params(Body.DMSO, Body.CITY)
                .update();
        assertThat(visitor("/groups")).containsSubsequence("Reporting to DMSO", "Smart City Working Group");
        assertThat(visitor("/groups/DMSO")).containsSubsequence("Groups that report to it", "CITY");
        assertThat(visitor("/groups/CITY")).contains("href=\"/groups/DMSO\"");
    }
}
