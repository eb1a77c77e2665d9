package org.rostrum.events;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Week;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An event's own page. */
@RostrumTest
@Transactional
class EventPageTests {

    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;
    private final Almanac almanac;

    EventPageTests(MockMvcTester mvc, Body body, JdbcClient jdbc) {
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
        this.almanac = new Almanac(jdbc);
    }

    private String page(EventId event) {
        var result = mvc.get().uri("/events/" + event).exchange();
        assertThat(result).hasStatusOk();
        return assertThat(result).bodyText().actual();
    }

    private String page(EventId event, Cast reader) {
        var result =
                mvc.get().uri("/events/" + event).with(Body.signedIn(reader)).exchange();
        assertThat(result).hasStatusOk();
        return assertThat(result).bodyText().actual();
    }

    @Test
    void thePublicReadsWhichGroupsMeetWhenButNoLinksAndNoPeople() {
        EventId event = almanac.records(
                EventKind.MEMBERS_MEETING, "A week", LocalDate.of(2025, 3, 3), LocalDate.of(2025, 3, 7));
        Instant start = Instant.parse("2025-03-04T08:00:00Z");
        Gathering open = body.meeting(Body.DMSO, start, start.plus(2, ChronoUnit.HOURS), "ACCEPT");
        Gathering closed = body.meeting(Body.CITY, start, start.plus(2, ChronoUnit.HOURS), "ACCEPT");
        almanac.holds(event, open, "DMSO in that week");
        almanac.holds(event, closed, "CITY in that week");
        jdbc.sql("update meeting set venue = 'A secret room' where id = ?")
                .param(open.id())
                .update();
        jdbc.sql("insert into participation values (?, ?, null, 'REMOTE', now())")
                .params(open.id(), Cast.DANA.id())
                .update();
        assertThat(page(event))
                .contains("DMSO in that week", "09:00", "CET (Warsaw)")
                .doesNotContain("/meetings/", "CITY in that week", "A secret room", Cast.DANA.fullName());
        assertThat(page(event, Cast.DANA)).contains("/meetings/" + open.id()).doesNotContain("CITY in that week");
        assertThat(page(event, Cast.DEVI)).contains("/meetings/" + closed.id());
    }

    @Test
    void whatTheRecordDoesNotHoldIsSaid() {
        EventId event = almanac.records(
                EventKind.TEST_EVENT,
                "A test in spring",
                LocalDate.of(2021, 3, 1),
                LocalDate.of(2021, 4, 30),
                null,
                "MONTH");
        assertThat(page(event))
                .contains("March to April 2021", "Versions tested", "Only the frame of this test event is on record")
                .containsPattern("(?s)Time zone</dt>\\s*<dd class=\"muted\">not recorded")
                .containsPattern("(?s)Versions tested</dt>\\s*<dd class=\"muted\">not recorded")
                .containsPattern("(?s)Host</dt>\\s*<dd class=\"muted\">not recorded");
    }

    @Test
    void anEventThatDoesNotExistOrAnAddressThatIsNoneIsNotFound() {
        assertThat(mvc.get().uri("/events/00000000-0000-7000-8000-000000000000"))
                .hasStatus(404);
        assertThat(mvc.get().uri("/events/spring")).hasStatus(404);
    }

    private Week week() {
        return Week.nextMonth(jdbc);
    }

    private String page(Week week) {
        return page(new EventId(week.id()));
    }

    @Test
    void whereItIsAndWhatItIsAboutIsSaidInFull() {
        Week week = week();
        week.room("Great hall", 170);
        week.room("Corner", null);
        UUID part = week.within("SVE-99");
        jdbc.sql("""
                        update event set address = 'Example street 1\n00-000 Nowhere', map_url = 'https://maps.example/x?a=1&b=2',
                               website = 'https://host.example/week', description = '# Come\n\n**Bring** <script>alert(1)</script>'
                         where id = ?""").param(week.id()).update();
        assertThat(page(week))
                .contains("Example street 1", "https://maps.example/x?a=1&amp;b=2\" rel=\"noopener\"")
                .contains("https://host.example/week\" rel=\"noopener\"", "host.example/week</a>")
                .contains("<strong>Bring</strong>", "Great hall", ", 170 seats", "Corner")
                .contains("Within this week", "/events/" + part, "/calendar/events/" + week.id() + ".ics")
                .doesNotContain("<script>alert");
        assertThat(page(new EventId(part))).contains("Part of", "/events/" + week.id() + "\"");
    }

    @Test
    void howRegistrationStandsIsSaidInOneLine() {
        Week week = week();
        assertThat(page(week)).contains("not announced yet");
        jdbc.sql("""
                        insert into registration_setup (event_id, opens_at, closes_at, change_until)
                        values (?, now() + interval '1 day', now() + interval '9 days', now() + interval '9 days')""").param(week.id()).update();
        assertThat(page(week)).contains("opens on").doesNotContain("/registration\">open</a>");
        jdbc.sql("update registration_setup set opens_at = now() - interval '1 day' where event_id = ?")
                .param(week.id())
                .update();
        assertThat(page(week)).contains("/events/" + week.id() + "/registration\">open</a> until");
        jdbc.sql(
                        "update registration_setup set opens_at = now() - interval '9 days', closes_at = now() - interval '1 day' where event_id = ?")
                .param(week.id())
                .update();
        assertThat(page(week)).contains("closed since");
    }

    @Test
    void theTimetableIsShownInBriefAndWhenItIsExpectedBefore() {
        Week week = week();
        jdbc.sql("insert into timetable (event_id, expected_on) values (?, date '2027-02-01')")
                .param(week.id())
                .update();
        assertThat(page(week)).contains("The timetable is expected on", "1 February 2027");
        jdbc.sql("update timetable set version = 1 where event_id = ?")
                .param(week.id())
                .update();
        week.session("First of all", week.first().atTime(9, 0), week.first().atTime(10, 0), null);
        UUID closed = week.session(
                "Behind doors", week.first().atTime(9, 0), week.first().atTime(10, 0), null, Body.CITY);
        jdbc.sql("update session set visibility = 'GROUP' where id = ?")
                .param(closed)
                .update();
        assertThat(page(week))
                .contains("First of all", "The whole timetable")
                .doesNotContain("expected on", "Behind doors");
        assertThat(page(new EventId(week.id()), Cast.DEVI)).contains("Behind doors");
    }

    @Test
    void whyItWasCancelledIsSaid() {
        Week week = week();
        jdbc.sql("update event set status = 'CANCELLED', cancelled_reason = 'The hall burned down' where id = ?")
                .param(week.id())
                .update();
        assertThat(page(week)).contains("This event was cancelled: The hall burned down");
    }

    private static JsonNode data(String page) {
        int start = page.indexOf("<script type=\"application/ld+json\">")
                + "<script type=\"application/ld+json\">".length();
        return new JsonMapper().readTree(page.substring(start, page.indexOf("</script>", start)));
    }

    @Test
    void machinesReadTheEventAsSchemaOrgHasIt() {
        Week week = Week.of(
                jdbc, "A </script><b> & week", LocalDate.of(2027, 3, 27), LocalDate.of(2027, 3, 29), "Europe/Warsaw");
        UUID room = week.room("Great hall", 170);
        week.session(
                "Talk",
                LocalDate.of(2027, 3, 28).atTime(9, 0),
                LocalDate.of(2027, 3, 28).atTime(10, 0),
                room);
        UUID closed = week.session(
                "Hush",
                LocalDate.of(2027, 3, 28).atTime(9, 0),
                LocalDate.of(2027, 3, 28).atTime(10, 0),
                null,
                Body.CITY);
        jdbc.sql("update session set visibility = 'GROUP' where id = ?")
                .param(closed)
                .update();
        String part = week.within("SVE-98").toString();
        JsonNode data = data(page(new EventId(week.id()), Cast.ADA));
        assertThat(data.get("@context").stringValue()).isEqualTo("https://schema.org");
        assertThat(data.get("@type").stringValue()).isEqualTo("Event");
        assertThat(data.get("name").stringValue()).isEqualTo("A </script><b> & week");
        assertThat(data.get("startDate").stringValue()).isEqualTo("2027-03-27");
        assertThat(data.get("endDate").stringValue()).isEqualTo("2027-03-29");
        assertThat(data.get("eventStatus").stringValue()).isEqualTo("https://schema.org/EventScheduled");
        assertThat(data.get("eventAttendanceMode").stringValue())
                .isEqualTo("https://schema.org/MixedEventAttendanceMode");
        assertThat(data.get("organizer").get("@type").stringValue()).isEqualTo("Organization");
        assertThat(data.get("location").get(0).get("@type").stringValue()).isEqualTo("Place");
        assertThat(data.get("location").get(1).get("@type").stringValue()).isEqualTo("VirtualLocation");
        JsonNode parts = data.get("subEvent");
        assertThat(parts.toString()).doesNotContain("Hush").contains(part);
        assertThat(parts.get(1).get("name").stringValue()).isEqualTo("Talk");
        assertThat(parts.get(1).get("startDate").stringValue()).isEqualTo("2027-03-28T09:00:00+02:00");
        assertThat(parts.get(1).get("location").get(0).get("name").stringValue())
                .isEqualTo("Great hall");
    }

    @Test
    void machinesReadOfAnOldEventWhatIsOnRecordAndNoMore() {
        EventId event = almanac.records(
                EventKind.TEST_EVENT, "Old", LocalDate.of(2021, 3, 1), LocalDate.of(2021, 4, 30), null, "MONTH");
        almanac.cancels(event);
        JsonNode data = data(page(event));
        assertThat(data.get("startDate").stringValue()).isEqualTo("2021-03");
        assertThat(data.get("eventStatus").stringValue()).isEqualTo("https://schema.org/EventCancelled");
        assertThat(data.has("location") || data.has("eventAttendanceMode") || data.has("subEvent"))
                .isFalse();
    }

    /** A workshop at 09:00 local time on the days before and after the clocks change. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Warsaw,    2026-03-28, CET (Warsaw),    08:00",
        "Europe/Warsaw,    2026-03-29, CEST (Warsaw),   07:00",
        "Europe/Warsaw,    2026-10-24, CEST (Warsaw),   07:00",
        "Europe/Warsaw,    2026-10-25, CET (Warsaw),    08:00",
        "America/New_York, 2026-03-07, EST (New York),  14:00",
        "America/New_York, 2026-03-08, EDT (New York),  13:00",
        "America/New_York, 2026-10-31, EDT (New York),  13:00",
        "America/New_York, 2026-11-01, EST (New York),  14:00",
        "Australia/Sydney, 2026-04-04, AEDT (Sydney),   22:00",
        "Australia/Sydney, 2026-04-05, AEST (Sydney),   23:00",
        "Australia/Sydney, 2026-10-03, AEST (Sydney),   23:00",
        "Australia/Sydney, 2026-10-04, AEDT (Sydney),   22:00",
        "Africa/Cairo,     2026-04-23, EET (Cairo),     07:00",
        "Africa/Cairo,     2026-04-24, EEST (Cairo),    06:00",
        "Africa/Cairo,     2026-10-29, EEST (Cairo),    06:00",
        "Africa/Cairo,     2026-10-30, EET (Cairo),     07:00",
        "Asia/Jerusalem,   2026-03-26, IST (Jerusalem), 07:00",
        "Asia/Jerusalem,   2026-03-27, IDT (Jerusalem), 06:00",
    })
    void timesAreRightOnBothSidesOfAChangeOfClocks(ZoneId zone, LocalDate day, String zoneName, String utc) {
        EventId event = almanac.records(EventKind.WORKSHOP, "A talk", day, day, zone.getId(), "DAY");
        Instant start = LocalDateTime.of(day, LocalTime.of(9, 0)).atZone(zone).toInstant();
        jdbc.sql("update event set starts_at = ?, ends_at = ? where id = ?")
                .params(Timestamp.from(start), Timestamp.from(start.plus(90, ChronoUnit.MINUTES)), event.value())
                .update();
        var result = mvc.get()
                .uri("/events/" + event)
                .cookie(new Cookie("zone", "UTC"))
                .exchange();
        assertThat(result)
                .bodyText()
                .contains("09:00–10:30 " + zoneName)
                .containsPattern("your time [^<]*" + utc + " ?–");
    }
}
