package org.rostrum.meetings;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
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
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Transactional;

/** A meeting's overview and people, and taking part in it. */
@RostrumTest
@Transactional
class MeetingPageTests {

    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;
    private Gathering meeting;

    MeetingPageTests(MockMvcTester mvc, Body body, JdbcClient jdbc) {
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void aMeetingNow() {
        meeting = body.meetingNow();
    }

    private MvcTestResult get(Gathering of, String tab, Cast reader) {
        return mvc.get()
                .uri("/meetings/" + of.id() + tab)
                .with(Body.signedIn(reader))
                .exchange();
    }

    private String page(String tab, Cast reader) {
        MvcTestResult page = get(meeting, tab, reader);
        assertThat(page).hasStatusOk();
        return assertThat(page).bodyText().actual();
    }

    private MvcTestResult post(Gathering of, String what, String mode, Cast by) {
        return mvc.post()
                .uri("/meetings/" + of.id() + "/" + what)
                .param("mode", mode)
                .with(Body.signedIn(by))
                .with(SecurityMockMvcRequestPostProcessors.csrf())
                .exchange();
    }

    private String answerOf(Cast person) {
        return jdbc.sql("select mode from participation where meeting_id = ? and person_id = ?")
                .params(meeting.id(), person.id())
                .query(String.class)
                .optional()
                .orElse("none");
    }

    @Test
    void whileItIsOnTheWayIntoTheRoomIsLargeAndThePageKnowsTheRoomsLog() {
        assertThat(page("", Cast.DANA))
                .contains("Join the room", "data-room=\"" + meeting.room() + "\"", "data-seq=\"0\"", "In session");
        Gathering later = body.meetingNextMonth();
        assertThat(get(later, "", Cast.DANA)).bodyText().doesNotContain("Join the room");
    }

    @Test
    void aMeetingThatIsNotOpenToAReaderIsNotThere() {
        Instant now = Instant.now();
        Gathering closed = body.meeting(Body.CITY, now, now.plus(1, ChronoUnit.HOURS), "ACCEPT");
        for (String tab : new String[] {"", "/people"}) {
            assertThat(get(closed, tab, Cast.DANA)).hasStatus(404);
            assertThat(get(closed, tab, Cast.DEVI)).hasStatus(200);
        }
        assertThat(post(closed, "participation", "REMOTE", Cast.DANA)).hasStatus(404);
        assertThat(post(closed, "participation/withdrawal", "", Cast.DANA)).hasStatus(404);
    }

    @Test
    void aGuestSeesTheirMeetingAndNoOther() {
        Gathering other = body.meetingNextMonth();
        body.invites(Cast.GUS, meeting);
        assertThat(page("", Cast.GUS)).contains("Take part remotely").doesNotContain("Reserve a number");
        assertThat(get(other, "", Cast.GUS)).hasStatus(404);
        assertThat(page("/people", Cast.DANA)).contains(Cast.GUS.fullName(), "invited by " + Cast.CARLA.fullName());
    }

    @Test
    void whoTakesPartIsListedByOrganisationAndMayChangeTheirMind() {
        assertThat(post(meeting, "participation", "IN_PERSON", Cast.DANA)).hasStatus3xxRedirection();
        assertThat(post(meeting, "participation", "REMOTE", Cast.CARLA)).hasStatus3xxRedirection();
        assertThat(page("/people", Cast.DEVI))
                .containsSubsequence("Examplecom", "Carla Placeholder", "Remotely", "Dana Sample", "In person")
                .contains("2: 1 in person, 1 remotely");
        assertThat(page("", Cast.DANA)).contains("You take part in person");

        post(meeting, "participation", "REMOTE", Cast.DANA);
        assertThat(answerOf(Cast.DANA)).isEqualTo("REMOTE");
        post(meeting, "participation/withdrawal", "", Cast.DANA);
        assertThat(answerOf(Cast.DANA)).isEqualTo("none");
        assertThat(post(meeting, "participation/withdrawal", "", Cast.DANA)).hasStatus3xxRedirection();
    }

    @Test
    void nobodyTakesPartInWhatIsOverOrCancelledOrInAWayThatIsNone() {
        assertThat(post(meeting, "participation", "BY_FAX", Cast.DANA))
                .hasStatus(422)
                .bodyText()
                .contains("Say whether you come in person or take part remotely");
        jdbc.sql("update meeting set status = 'CANCELLED' where id = ?")
                .param(meeting.id())
                .update();
        assertThat(post(meeting, "participation", "REMOTE", Cast.DANA))
                .hasStatus(409)
                .bodyText()
                .contains("The meeting is cancelled");
        Instant past = Instant.now().minus(9, ChronoUnit.DAYS);
        Gathering over = body.meeting(Body.DMSO, past, past.plus(1, ChronoUnit.DAYS), "ACCEPT");
        assertThat(post(over, "participation", "REMOTE", Cast.DANA))
                .hasStatus(409)
                .bodyText()
                .contains("The meeting is over");
        assertThat(answerOf(Cast.DANA)).isEqualTo("none");
    }

    @Test
    void nobodyComesInPersonToARemoteEvent() {
        var event = NewId.next();
        jdbc.sql("""
                        insert into event (id, kind, name, format, starts_on, ends_on)
                        values (?, 'MEMBERS_MEETING', 'Remote week', 'REMOTE', current_date, current_date)""").param(event).update();
        jdbc.sql("update meeting set event_id = ? where id = ?")
                .params(event, meeting.id())
                .update();
        assertThat(page("", Cast.DANA)).contains("Take part remotely").doesNotContain("Take part in person");
        assertThat(post(meeting, "participation", "IN_PERSON", Cast.DANA))
                .hasStatus(422)
                .bodyText()
                .contains("there is no room to come to");
    }

    @Test
    void theOfficersShownAreThoseOfThatDay() {
        Instant longAgo = Instant.parse("2021-05-04T08:00:00Z");
        Gathering then = body.meeting(Body.DMSO, longAgo, longAgo.plus(1, ChronoUnit.HOURS), "ACCEPT");
        jdbc.sql("update office set since = '2022-01-01' where group_id = ? and role = 'CHAIR'")
                .param(Body.DMSO)
                .update();
        jdbc.sql("""
                        insert into office (id, group_id, person_id, role, since, until)
                        values (?, ?, ?, 'CHAIR', '2019-01-01', '2021-12-31')""").params(NewId.next(), Body.DMSO, Cast.EDDA.id()).update();
        assertThat(get(then, "/people", Cast.DANA))
                .bodyText()
                .contains("In office then", Cast.EDDA.fullName())
                .doesNotContain(Cast.CARLA.fullName());
    }

    @Test
    void theChairIsToldThatTheAgendaIsNotPublishedAndADelegateIsNot() {
        assertThat(page("", Cast.CARLA)).contains("The agenda is not published.", "/agenda/draft");
        assertThat(page("", Cast.DANA)).doesNotContain("/agenda/draft").contains("No agenda was published yet");
        jdbc.sql("update meeting set agenda_expected_on = '2031-02-03' where id = ?")
                .param(meeting.id())
                .update();
        assertThat(page("", Cast.DANA)).contains("Agenda expected on 3 February 2031");
    }

    @Test
    void contributionsAreCountedByWhatBecameOfThem() {
        contribution("SUBMITTED", true, Cast.DANA);
        contribution("SUBMITTED", false, Cast.DEVI);
        contribution("RESERVED", false, Cast.DANA);
        contribution("WITHDRAWN", false, Cast.DEVI);
        assertThat(page("", Cast.DANA))
                .containsPattern("2</span> <span class=\"figure-label\">submitted")
                .containsPattern("1</span> <span class=\"figure-label\">of them late")
                .containsPattern("1</span> <span class=\"figure-label\">reserved")
                .containsPattern("1</span> <span class=\"figure-label\">withdrawn")
                .contains("A number you reserved has no file yet.");
    }

    private void contribution(String state, boolean late, Cast author) {
        Timestamp now = Timestamp.from(Instant.now());
        jdbc.sql("""
                        insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state,
                                                  author_id, source, late, reserved_at, submitted_at, withdrawn_at)
                        values (:id, :meeting, :group, 1999,
                                (select coalesce(max(serial), 0) + 1 from contribution
                                  where group_id = :group and year = 1999), 'INP', 'Discussion', 'A title', :state,
                                :author, 'somebody', :late, :now,
                                case when :state = 'SUBMITTED' then :now::timestamptz end,
                                case when :state = 'WITHDRAWN' then :now::timestamptz end)""")
                .param("id", NewId.next())
                .param("meeting", meeting.id())
                .param("group", Body.DMSO)
                .param("state", state)
                .param("author", author.id())
                .param("late", late)
                .param("now", now)
                .update();
    }

    @Test
    void aFullMeetingNeedsNoMoreStatementsThanAnEmptyOne() {
        int emptyOverview = Statements.during(() -> page("", Cast.DANA));
        int emptyPeople = Statements.during(() -> page("/people", Cast.DANA));
        for (Cast person : Cast.values()) {
            if (person.company() != null) {
                post(meeting, "participation", "REMOTE", person);
            }
        }
        for (int i = 0; i < 50; i++) {
            contribution("SUBMITTED", false, Cast.DEVI);
        }
        assertThat(Statements.during(() -> page("", Cast.DANA))).isEqualTo(emptyOverview);
        assertThat(Statements.during(() -> page("/people", Cast.DANA))).isEqualTo(emptyPeople);
    }
}
