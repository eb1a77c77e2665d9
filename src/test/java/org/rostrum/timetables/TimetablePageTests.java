package org.rostrum.timetables;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Krakow;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Statements;
import org.rostrum.testing.Week;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.annotation.Transactional;

/** A timetable as it is read. */
@RostrumTest
@Transactional
class TimetablePageTests {

    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;

    TimetablePageTests(MockMvcTester mvc, Body body, JdbcClient jdbc) {
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
    }

    private String page(UUID event, String query, @Nullable Cast reader) {
        var request = mvc.get().uri("/events/" + event + "/timetable" + query);
        MvcTestResult result = (reader == null ? request : request.with(Body.signedIn(reader))).exchange();
        assertThat(result).hasStatusOk();
        return assertThat(result).bodyText().actual();
    }

    private String page(UUID event) {
        return page(event, "", null);
    }

    private static List<String> sessions(String page) {
        List<String> cells = new ArrayList<>();
        Matcher cell = Pattern.compile("(?s)<td class=\"tt-session.*?</td>").matcher(page);
        while (cell.find()) {
            cells.add(cell.group());
        }
        return cells;
    }

    private static String cell(String page, String title) {
        return sessions(page).stream()
                .filter(cell -> cell.contains(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No session " + title));
    }

    @Test
    void theRealWeekIsShownExactly() {
        Krakow krakow = Krakow.heldBy(jdbc);
        String page = page(krakow.week().id());
        List<String> cells = sessions(page);
        assertThat(cells).hasSameSizeAs(Krakow.lines());
        for (Krakow.Line line : Krakow.lines()) {
            String title = line.title().replace("&", "&amp;");
            String hours = line.from() + "–" + line.to() + " CEST (Warsaw)";
            String start = line.day()
                    .atTime(line.from())
                    .atZone(krakow.week().zone())
                    .toInstant()
                    .toString();
            assertThat(cells).as("%s", line).anySatisfy(cell -> {
                assertThat(cell).contains(title + "<", hours, "data-start=\"" + start);
                assertThat(cell).contains(line.note());
                if (!List.of("All", "TestFest", "PLENARY").contains(line.group())) {
                    assertThat(cell).contains(">" + line.group() + "</");
                }
            });
        }
        assertThat(page)
                .contains("Mon 20 Apr 2026", "Tue 21 Apr 2026", "Thu 23 Apr 2026", "Times are in CEST (Warsaw)");
        // Four at once on Tuesday at half past ten; the break before and the lunch after go across all four.
        assertThat(cell(page, "Networking break")).contains("colspan=\"4\"", "is-break");
        assertThat(cell(page, "Testing commences".toLowerCase(java.util.Locale.ROOT)))
                .contains("colspan=\"1\"");
        assertThat(cell(page, "joint session with DMSO")).contains("Joint session", "colspan=\"3\"");
        assertThat(cell(page, "F2F and remote")).contains("Members only");
    }

    @Test
    void anEventWithinAWeekShowsItsPartAndTheWayToTheWhole() {
        Krakow krakow = Krakow.heldBy(jdbc);
        String page = page(krakow.testEvent());
        assertThat(sessions(page)).hasSize(3);
        assertThat(page)
                .contains(
                        "Part of Members meeting, Kraków",
                        "/events/" + krakow.week().id() + "/timetable\"")
                .doesNotContain("Northbound API Working Group session");
    }

    private record InRooms(Week week, UUID held, UUID closed, UUID forMembers) {}

    private InRooms inRooms() {
        Week week = Week.nextMonth(jdbc);
        UUID big = week.room("Zebra room", 170);
        UUID small = week.room("Aardvark room", null);
        LocalDateTime nine = week.first().atTime(9, 0);
        UUID held = week.session("Timers <b>&", nine, nine.plusHours(2), small, Body.DMSO);
        UUID closed = week.session("Among ourselves", nine, nine.plusHours(1), big, Body.CITY);
        jdbc.sql("update session set visibility = 'GROUP' where id = ?")
                .param(closed)
                .update();
        UUID forMembers = week.session("For members' eyes", nine.plusHours(3), nine.plusHours(4), big);
        jdbc.sql("update session set visibility = 'MEMBERS', members_only = true where id = ?")
                .param(forMembers)
                .update();
        week.session("Coffee", nine.plusHours(2), nine.plusHours(3), null);
        return new InRooms(week, held, closed, forMembers);
    }

    @Test
    void roomsAreColumnsInTheOrderOfTheVenueWithTheirSeats() {
        InRooms in = inRooms();
        String page = page(in.week().id(), "", Cast.ADA);
        assertThat(page)
                .containsSubsequence("<th scope=\"col\">Time", "Zebra room", "170 seats", "Aardvark room", "</thead>");
        assertThat(cell(page, "Timers &lt;b&gt;&amp;")).contains("rowspan=\"2\"", "Aardvark room", ">DMSO</");
        assertThat(cell(page, "Coffee")).contains("colspan=\"2\"");
    }

    @Test
    void whatAGroupKeepsToItselfIsSeenByThoseInItAndWhatIsForMembersByMembers() {
        InRooms in = inRooms();
        assertThat(page(in.week().id()))
                .contains("Timers", "Coffee")
                .doesNotContain(
                        "Among ourselves",
                        "eyes",
                        "CITY",
                        in.closed().toString(),
                        in.forMembers().toString());
        assertThat(page(in.week().id(), "", Cast.NORA)).contains("Timers").doesNotContain("Among ourselves", "eyes");
        assertThat(page(in.week().id(), "", Cast.DANA))
                .contains("For members&#39; eyes", "Members only")
                .doesNotContain("Among ourselves", in.closed().toString());
        assertThat(page(in.week().id(), "", Cast.DEVI)).contains("Among ourselves");
        assertThat(page(in.week().id(), "", Cast.ADA)).contains("Among ourselves");
    }

    @Test
    void filtersStandInTheAddressAndWhatTheyDoNotKnowIsSaid() {
        InRooms in = inRooms();
        UUID week = in.week().id();
        assertThat(page(week, "?group=DMSO", Cast.DEVI))
                .contains("Timers", "Coffee", "Shown are the sessions of DMSO and what is for all")
                .doesNotContain("Among ourselves");
        String room = jdbc.sql("select id::text from venue_room where event_id = ? and name like 'Zebra%'")
                .param(week)
                .query(String.class)
                .single();
        assertThat(page(week, "?room=" + room, Cast.DEVI))
                .contains("Among ourselves")
                .doesNotContain("Timers", "Coffee");
        assertThat(page(week, "?mine=1", Cast.DANA)).contains("Nothing fits");
        jdbc.sql("insert into session_mark values (?, ?, now())")
                .params(Cast.DANA.id(), in.held())
                .update();
        assertThat(page(week, "?mine=1", Cast.DANA))
                .contains("Timers", "aria-pressed=\"true\"")
                .doesNotContain("Coffee");
        assertThat(page(week, "?group=CITY", null))
                .contains("not on this timetable", "Timers")
                .doesNotContain("Among ourselves");
        assertThat(page(week, "?room=elsewhere&mine=1", null)).contains("not on this timetable", "Timers");
    }

    @Test
    void onlyWhoIsLetInMarksAndFindsTheGroupsMeeting() {
        InRooms in = inRooms();
        Gathering meeting = body.meetingNextMonth();
        in.week().holds(meeting);
        assertThat(page(in.week().id())).doesNotContain("class=\"star\"", "/meetings/", "_csrf");
        assertThat(page(in.week().id(), "", Cast.NORA)).doesNotContain("class=\"star\"", "/meetings/");
        assertThat(page(in.week().id(), "", Cast.DANA))
                .contains("/meetings/" + meeting.id() + "\"", "formaction=\"/sessions/" + in.held() + "/mark\"")
                .containsOnlyOnce("id=\"marks\"");
    }

    @Test
    void whatGoesOnNowIsMarkedWithTheWayIntoTheRoom() {
        Week week = Week.now(jdbc);
        Instant now = Instant.now();
        UUID on = week.session("On now", now.minusSeconds(600), now.plusSeconds(600), null, Body.DMSO);
        week.session("Over", now.minusSeconds(4000), now.minusSeconds(3000), null, Body.DMSO);
        UUID off = week.session("Called off", now.minusSeconds(600), now.plusSeconds(600), null);
        jdbc.sql("update session set cancelled = true where id = ?").param(off).update();
        Gathering meeting = body.meetingNow();
        week.holds(meeting);
        String page = page(week.id(), "", Cast.DANA);
        assertThat(page).contains("href=\"#s-" + on + "\"", "Jump to now");
        assertThat(cell(page, "On now")).contains("is-now", ">Now<", "/meetings/" + meeting.id() + "/room");
        assertThat(cell(page, "Over")).doesNotContain("is-now", "/room\"");
        assertThat(cell(page, "Called off"))
                .contains("is-cancelled", ">Cancelled</span>", "<s>Called off</s>")
                .doesNotContain("is-now");
        assertThat(page(week.id())).contains("Jump to now").doesNotContain("/meetings/");
    }

    /** A day of 23 or 25 hours: one hour before the change to one hour after it is what it is, and each time is told apart. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Warsaw,    2027-03-28, 2027-03-28T00:00:00Z, 2027-03-28T02:00:00Z, 01:00 CET–04:00 CEST (Warsaw), 01:00 CET, forward by 60",
        "Europe/Warsaw,    2027-10-31, 2027-10-31T00:30:00Z, 2027-10-31T01:30:00Z, 02:30 CEST–02:30 CET (Warsaw), 02:30 CEST, back by 60",
        "America/New_York, 2027-11-07, 2027-11-07T05:30:00Z, 2027-11-07T06:30:00Z, 01:30 EDT–01:30 EST (New York), 01:30 EDT, back by 60",
        "Australia/Lord_Howe, 2027-04-03, 2027-04-03T14:30:00Z, 2027-04-03T15:30:00Z, 01:30 UTC+11–02:00 UTC+10:30 (Lord Howe), 01:30 UTC+11, back by 30",
        "Asia/Jerusalem,   2027-03-26, 2027-03-25T23:00:00Z, 2027-03-26T01:00:00Z, 01:00 IST–04:00 IDT (Jerusalem), 01:00 IST, forward by 60",
    })
    void aDayOnWhichTheClocksChangeIsAsLongAsItIs(
            String zone, LocalDate day, Instant from, Instant to, String hours, String row, String said) {
        Week week = Week.of(jdbc, "A week", day.minusDays(1), day.plusDays(1), zone);
        week.session("Through the change", from, to, null);
        String page = page(week.id());
        assertThat(cell(page, "Through the change")).contains(hours);
        assertThat(page)
                .contains("The clocks are put " + said, "<th scope=\"row\">" + row + "</th>")
                .contains("class=\"tt-" + Duration.between(from, to).toMinutes() / 15 + "\"");
    }

    @Test
    void aSessionAcrossMidnightStandsOnTheDayItBeginsAndSaysSo() {
        Week week = Week.of(jdbc, "A week", LocalDate.of(2027, 6, 7), LocalDate.of(2027, 6, 9), "Asia/Seoul");
        LocalDateTime late = LocalDate.of(2027, 6, 7).atTime(22, 0);
        week.session("Night shift", late, late.plusHours(4), null);
        week.session("Midnight snack", late.plusHours(2), late.plusHours(3), null);
        String page = page(week.id());
        assertThat(cell(page, "Night shift")).contains("22:00–02:00 KST (Seoul), next day");
        assertThat(page)
                .containsSubsequence("Mon 7 Jun 2027", "Night shift", "Tue 8 Jun 2027", "00:00", "Midnight snack");
    }

    @Test
    void bothZonesAreNamedWithEachSession() {
        InRooms in = inRooms();
        String page = assertThat(mvc.get()
                        .uri("/events/" + in.week().id() + "/timetable")
                        .cookie(new Cookie("zone", "Asia/Kolkata")))
                .hasStatusOk()
                .bodyText()
                .actual();
        assertThat(sessions(page))
                .isNotEmpty()
                .allSatisfy(cell -> assertThat(cell).contains("(Warsaw)", "IST (Kolkata)"));
    }

    @Test
    void anEmptyTimetableSaysWhatComesAndWhen() {
        Week week = Week.nextMonth(jdbc);
        assertThat(page(week.id())).contains("The timetable is not published yet");
        jdbc.sql("insert into timetable (event_id, expected_on) values (?, date '2027-02-01')")
                .param(week.id())
                .update();
        assertThat(page(week.id())).contains("The timetable is expected on 1 February 2027");
        Week past = Week.of(jdbc, "Long ago", LocalDate.of(2009, 1, 5), LocalDate.of(2009, 1, 9), "Asia/Tokyo");
        assertThat(page(past.id())).contains("No timetable is on record");
        Week secret = Week.nextMonth(jdbc);
        UUID session = secret.session(
                "Hush", secret.first().atTime(9, 0), secret.first().atTime(10, 0), null, Body.CITY);
        jdbc.sql("update session set visibility = 'GROUP' where id = ?")
                .param(session)
                .update();
        assertThat(page(secret.id())).contains("Nothing on it is open to you").doesNotContain("Hush");
        assertThat(mvc.get().uri("/events/00000000-0000-7000-8000-000000000000/timetable"))
                .hasStatus(404);
    }

    @Test
    void theVersionAndWhenItWasPublishedAreSaid() {
        InRooms in = inRooms();
        jdbc.sql("""
                        insert into timetable_publication (event_id, version, published_by, published_at)
                        values (?, 1, ?, ?)""")
                .params(in.week().id(), Cast.ADA.id(), Timestamp.from(Instant.parse("2026-11-02T11:00:00Z")))
                .update();
        assertThat(page(in.week().id()))
                .contains("Version 1", "Mon 2 Nov 2026, 12:00 CET (Warsaw)", "/timetable/versions/1");
    }

    @Test
    void aLongTimetableTakesNoMoreStatementsThanAShortOne() {
        Week week = Week.nextMonth(jdbc);
        for (Cast reader : new Cast[] {Cast.NORA, Cast.DANA}) {
            more(week, 2);
            int few = Statements.during(() -> page(week.id(), "", reader));
            more(week, 60);
            assertThat(Statements.during(() -> page(week.id(), "", reader)))
                    .isEqualTo(few)
                    .isBetween(1, 10);
        }
    }

    private void more(Week week, int count) {
        for (int i = 0; i < count; i++) {
            LocalDateTime at = week.first().plusDays(i % 4).atTime(8 + i % 10, 0);
            week.session("Session " + i, at, at.plusHours(1), week.room("Room " + UUID.randomUUID(), 10), Body.DMSO);
        }
    }
}
