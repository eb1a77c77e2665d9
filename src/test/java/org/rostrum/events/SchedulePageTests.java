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
    void manyEventsNeedNoMoreStatementsThanFew() {
        for (Cast reader : new Cast[] {Cast.NORA, Cast.DANA}) {
            fill(5);
            int few = Statements.during(() -> schedule("?year=1994", reader));
            fill(200);
            int many = Statements.during(() -> schedule("?year=1994", reader));
            assertThat(many).as("for %s", reader).isEqualTo(few).isBetween(1, 8);
        }
        // Two are the session's, in which the token of the page's forms is kept.
        assertThat(Statements.during(() -> schedule(""))).isBetween(2, 4);
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
