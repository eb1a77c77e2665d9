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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.annotation.Transactional;

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
