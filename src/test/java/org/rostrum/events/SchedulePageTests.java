package org.rostrum.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.rostrum.testing.Week;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Transactional;

/** The schedule, for the public and for members. */
@RostrumTest
@Transactional
class SchedulePageTests {

    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;
    private final Almanac almanac;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    SchedulePageTests(MockMvcTester mvc, Body body, JdbcClient jdbc) {
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
        this.almanac = new Almanac(jdbc);
    }

    private Gathering memberMeeting;
    private Gathering closedMeeting;

    @BeforeEach
    void aWeekOfMeetings() {
        EventId week = almanac.records(
                EventKind.MEMBERS_MEETING, "Members meeting, Nowhere", today.minusDays(2), today.plusDays(2));
        memberMeeting = body.meetingNow();
        Instant now = Instant.now();
        closedMeeting = body.meeting(Body.CITY, now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS), "ACCEPT");
        almanac.holds(week, memberMeeting, "DMSO at Nowhere");
        almanac.holds(week, closedMeeting, "CITY at Nowhere");
        almanac.calls(body.meetingNextMonth(), "DMSO call on its own");
    }

    private String schedule(String query) {
        return text(mvc.get().uri("/schedule" + query).exchange());
    }

    private String schedule(String query, Cast reader) {
        return text(
                mvc.get().uri("/schedule" + query).with(Body.signedIn(reader)).exchange());
    }

    private static String text(MvcTestResult page) {
        assertThat(page).hasStatusOk();
        return assertThat(page).bodyText().actual();
    }

    @Test
    void thePublicSeesTheEventsAndNoMeetings() {
        assertThat(schedule(""))
                .contains("Members meeting, Nowhere", "Dates and places are public")
                .doesNotContain("at Nowhere</a>", "DMSO at Nowhere", "CITY at Nowhere", "DMSO call on its own")
                .doesNotContain(
                        memberMeeting.id().toString(), closedMeeting.id().toString());
    }

    @Test
    void theMeetingOfAGroupWhoseDocumentsArePublicIsThereForEverybodyAndItsRoomForMembers() {
        UUID group = NewId.next();
        String code = "OPEN-" + group.toString().substring(24).toUpperCase(Locale.ROOT);
        jdbc.sql("insert into working_group (id, code, name, kind, visibility) values (?, ?, ?, 'COMMITTEE', 'PUBLIC')")
                .params(group, code, "Committee " + code)
                .update();
        Instant now = Instant.now();
        UUID open = body.meeting(group, now.minusSeconds(60), now.plusSeconds(3600), "ACCEPT")
                .id();
        assertThat(schedule("")).contains("/meetings/" + open).doesNotContain("/meetings/" + open + "/room");
        assertThat(schedule("", Cast.NORA)).contains("/meetings/" + open).doesNotContain("/meetings/" + open + "/room");
    }

    @Test
    void aDelegateSeesTheMeetingsThatAreOpenToThemAndTheWayIntoTheRoom() {
        assertThat(schedule("", Cast.DANA))
                .contains("DMSO at Nowhere", "DMSO call on its own", "/meetings/" + memberMeeting.id() + "/room")
                .doesNotContain("CITY at Nowhere", closedMeeting.id().toString());
    }

    @Test
    void aGroupThatKeepsToItselfIsSeenByThoseInIt() {
        assertThat(schedule("", Cast.DEVI)).contains("CITY at Nowhere");
    }

    @Test
    void aGuestSeesTheMeetingTheyAreInvitedToAndNoOther() {
        body.invites(Cast.GUS, closedMeeting);
        assertThat(schedule("", Cast.GUS))
                .contains("CITY at Nowhere")
                .doesNotContain("DMSO at Nowhere", "DMSO call on its own");
    }

    @Test
    void whoeverBelongsToNoMemberSeesWhatThePublicSees() {
        assertThat(schedule("", Cast.NORA))
                .contains("Members meeting, Nowhere")
                .doesNotContain(
                        memberMeeting.id().toString(), closedMeeting.id().toString());
    }

    @Test
    void aYearShowsAllThatFallsIntoItAndOneKindOnlyThat() {
        almanac.records(
                EventKind.MEMBERS_MEETING,
                "Meeting over New Year",
                LocalDate.of(1997, 12, 30),
                LocalDate.of(1998, 1, 2));
        almanac.records(EventKind.TEST_EVENT, "Spring test", LocalDate.of(1998, 4, 1), LocalDate.of(1998, 4, 2));
        almanac.records(EventKind.TEST_EVENT, "Later test", LocalDate.of(1999, 1, 1), LocalDate.of(1999, 1, 1));
        assertThat(schedule("?year=1998"))
                .contains("Meeting over New Year", "Spring test", "December", "April", "year=1999")
                .doesNotContain("Later test", "Members meeting, Nowhere");
        assertThat(schedule("?year=1998&kind=test-event"))
                .contains("Spring test")
                .doesNotContain("Meeting over New Year");
    }

    @Test
    void whatIsNotKnownIsSaidAndNotInvented() {
        almanac.records(
                EventKind.TEST_EVENT, "Old test", LocalDate.of(1996, 4, 1), LocalDate.of(1996, 4, 30), null, "MONTH");
        almanac.records(
                EventKind.TEST_EVENT, "Long test", LocalDate.of(1996, 6, 1), LocalDate.of(1996, 7, 31), null, "MONTH");
        almanac.records(
                EventKind.MEMBERS_MEETING,
                "Meeting without a zone",
                LocalDate.of(1996, 9, 2),
                LocalDate.of(1996, 9, 6),
                null,
                "DAY");
        assertThat(schedule("?year=1996"))
                .contains("April 1996", "June to July 1996", "day not recorded", "time zone not recorded")
                .contains("2–6 September 1996", "place not recorded")
                .doesNotContain("30 April 1996");
    }

    @Test
    void whatWasCancelledIsShownAsThat() {
        EventId event = almanac.records(
                EventKind.MEMBERS_MEETING, "Meeting that was not", LocalDate.of(1995, 9, 4), LocalDate.of(1995, 9, 7));
        almanac.cancels(event);
        assertThat(schedule("?year=1995")).contains("badge-cancelled").contains("Cancelled");
    }

    @Test
    void aMonthIsToComeUntilItIsOver() {
        almanac.records(
                EventKind.TEST_EVENT,
                "Test some day this month",
                today.withDayOfMonth(1),
                today.withDayOfMonth(1).plusMonths(1).minusDays(1),
                null,
                "MONTH");
        assertThat(schedule("")).containsSubsequence("id=\"upcoming\"", "Test some day this month");
    }

    @Test
    void aFilterThatCannotBeReadIsSaidAndAYearWithoutEventsIsNoEmptyPage() {
        assertThat(schedule("?year=soon")).contains("The year in the address cannot be read");
        assertThat(schedule("?kind=party")).contains("There is no such kind of event");
        assertThat(schedule("?year=1901")).contains("Nothing is on record for 1901");
        assertThat(schedule("?year=99999999999")).contains("cannot be read");
    }

    @Test
    void whatIsHeldWithinAWeekStandsInItAndOnItsOwnWhereTheWeekIsNotShown() {
        Week week = Week.of(jdbc, "A week in 1993", LocalDate.of(1993, 4, 20), LocalDate.of(1993, 4, 23), "Asia/Tokyo");
        UUID part = week.within("SVE in 1993");
        String year = schedule("?year=1993");
        assertThat(year)
                .containsSubsequence("A week in 1993", "Held within it", "/events/" + part)
                .containsOnlyOnce("/events/" + part)
                .doesNotContain("part of");
        assertThat(schedule("?year=1993&kind=test-event"))
                .contains("SVE in 1993", "part of", "A week in 1993")
                .doesNotContain("Held within it");
    }

    @Test
    void whatIsStillToComeOfAnEventIsSaidWithItsDay() {
        Week week = Week.nextMonth(jdbc);
        jdbc.sql("insert into timetable (event_id, expected_on) values (?, date '2031-02-01')")
                .param(week.id())
                .update();
        jdbc.sql("""
                        insert into registration_setup (event_id, opens_at, closes_at, change_until)
                        values (?, timestamptz '2031-01-05 08:00Z', timestamptz '2031-01-20 08:00Z', timestamptz '2031-01-20 08:00Z')""").param(week.id()).update();
        assertThat(schedule(""))
                .contains("Registration opens on", "Sun 5 Jan 2031, 09:00 CET (Warsaw)")
                .contains("Timetable expected on", "1 February 2031");
        jdbc.sql("update registration_setup set opens_at = now() - interval '1 day' where event_id = ?")
                .param(week.id())
                .update();
        assertThat(schedule("")).contains("/events/" + week.id() + "/registration\">Registration is open</a> until");
    }

    @Test
    void aMonthHangsAsOnAWall() {
        almanac.records(
                EventKind.MEMBERS_MEETING, "Over two weeks", LocalDate.of(1992, 2, 6), LocalDate.of(1992, 2, 11));
        EventId off =
                almanac.records(EventKind.WORKSHOP, "Beside it", LocalDate.of(1992, 2, 7), LocalDate.of(1992, 2, 7));
        almanac.cancels(off);
        almanac.records(
                EventKind.TEST_EVENT, "Some day", LocalDate.of(1992, 2, 1), LocalDate.of(1992, 2, 29), null, "MONTH");
        almanac.records(EventKind.TEST_EVENT, "Next one", LocalDate.of(1992, 5, 1), LocalDate.of(1992, 5, 2));
        String month = schedule("?view=month&month=1992-02");
        // Thursday to Sunday, then Monday and Tuesday of the next week.
        assertThat(month)
                .containsPattern("<td colspan=\"4\"[^>]*><a class=\"bar bar-members-meeting goes-on\"")
                .containsPattern("<td class=\"is-begun\" colspan=\"2\"><a class=\"bar bar-members-meeting\"")
                .contains("6–11 February 1992", "is-cancelled", ">cancelled<", "Some day", "the day is not recorded")
                .contains("view=month&amp;month=1992-01", "view=month&amp;month=1992-03", "datetime=\"1992-02-29\"");
        assertThat(schedule("?view=month&month=1992-02&kind=workshop"))
                .contains("Beside it", "view=month&amp;month=1992-03&amp;kind=workshop")
                .doesNotContain("Over two weeks");
        assertThat(schedule("?view=month&month=1992-03"))
                .contains("Nothing is on in March 1992", "After it: May 1992", "Before it: February 1992");
        assertThat(schedule("?view=month&year=1992")).contains("1992</h1>");
        assertThat(schedule("?view=month&month=1992-13")).contains("The month in the address cannot be read");
        assertThat(schedule("?view=tapestry")).contains("There is no such view");
    }

    @Test
    void aMonthShowsMeetingsToThoseWhoMayReadThem() {
        String month = today.plusDays(30).toString().substring(0, 7);
        assertThat(schedule("?view=month&month=" + month)).doesNotContain("DMSO call on its own");
        String ofMember = schedule(
                "?view=month&month="
                        + Instant.now().plus(30, ChronoUnit.DAYS).toString().substring(0, 7),
                Cast.DANA);
        assertThat(ofMember).contains("DMSO: DMSO call on its own");
    }

    @Test
    void theArchiveHoldsEveryYear() {
        Week week = Week.of(jdbc, "A week in 1991", LocalDate.of(1991, 4, 20), LocalDate.of(1991, 4, 23), "Asia/Tokyo");
        UUID part = week.within("SVE in 1991");
        almanac.records(EventKind.WORKSHOP, "A talk in 1990", LocalDate.of(1990, 4, 1), LocalDate.of(1990, 4, 1));
        assertThat(schedule("?view=archive"))
                .containsSubsequence(
                        "Members meeting, Nowhere",
                        ">1991<",
                        "A week in 1991",
                        "/events/" + part,
                        ">1990<",
                        "A talk in 1990")
                .doesNotContain("DMSO call on its own");
        assertThat(schedule("?view=archive&kind=workshop"))
                .contains("A talk in 1990")
                .doesNotContain("A week in 1991");
        int few = Statements.during(() -> schedule("?view=archive"));
        fill(50);
        assertThat(Statements.during(() -> schedule("?view=archive")))
                .isEqualTo(few)
                .isBetween(1, 5);
    }

    @Test
    void manyEventsNeedNoMoreStatementsThanFew() {
        for (Cast reader : new Cast[] {Cast.NORA, Cast.DANA}) {
            fill(5);
            int few = Statements.during(() -> schedule("?year=1994", reader));
            fill(200);
            int many = Statements.during(() -> schedule("?year=1994", reader));
            assertThat(many).as("for %s", reader).isEqualTo(few).isBetween(1, 8);
        }
        assertThat(Statements.during(() -> schedule(""))).isBetween(2, 5);
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            LocalDate from = LocalDate.of(1994, 1, 1).plusDays(i);
            EventId event = almanac.records(EventKind.MEMBERS_MEETING, "Event " + i, from, from.plusDays(1));
            Instant at = from.atTime(9, 0).toInstant(ZoneOffset.UTC);
            almanac.holds(event, body.meeting(Body.DMSO, at, at.plus(1, ChronoUnit.HOURS), "ACCEPT"), "Meeting " + i);
        }
    }
}
