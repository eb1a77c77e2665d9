package org.rostrum.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Krakow;
import org.rostrum.testing.RostrumTest;
import org.rostrum.testing.Week;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

/**
 * What a quarter of a century of events costs the pages and calendars of the schedule: against one year, and against the
 * time that is claimed for them. A year is 6 members meetings, 2 test events, 3 workshops and 40 meetings of groups.
 */
@RostrumTest
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class ScheduleBenchmark {

    private static final String ONE = "1 year: 11 events, 40 meetings";
    private static final String MANY = "25 years: 275 events, 1,000 meetings";

    /** What shows a stretch of time costs the same, however much there was before; the rest is noise of two cores. */
    private static final double LIMIT = 2.0;

    private static final double PAGE_MS = 30;
    private static final double FEED_MS = 100;

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;

    ScheduleBenchmark(MockMvcTester mvc, JdbcClient jdbc) {
        this.mvc = mvc;
        this.jdbc = jdbc;
    }

    private void open(String page, @Nullable Cast person) {
        MockMvcRequestBuilder request = mvc.get().uri(page);
        assertThat(person == null ? request : request.with(Body.signedIn(person)))
                .hasStatusOk();
    }

    private record Visit(String page, @Nullable Cast person) {

        String named() {
            return page.replaceAll("[0-9a-f-]{36}", "…") + (person == null ? "" : ", signed in");
        }
    }

    @Test
    void aQuarterOfACenturyCostsTheScheduleNoMoreThanAYear() {
        int year = LocalDate.now(ZoneOffset.UTC).getYear();
        Visit[] visits = {
            new Visit("/schedule", null),
            new Visit("/schedule", Cast.DANA),
            new Visit("/schedule?kind=test-event", null),
            new Visit("/schedule?year=" + year, Cast.DANA),
            new Visit("/schedule?view=month&month=" + year + "-04", Cast.DANA),
            new Visit("/my-agenda", Cast.DANA),
            new Visit("/staff/events", Cast.ADA),
        };
        Visit archive = new Visit("/schedule?view=archive", Cast.DANA);
        Measured measured = new Measured();
        fill(1);
        for (Visit visit : visits) {
            measured.measure(visit.named(), ONE, () -> open(visit.page(), visit.person()));
        }
        measured.measure(archive.named(), ONE, () -> open(archive.page(), archive.person()));
        fill(25);
        for (Visit visit : visits) {
            measured.measure(visit.named(), MANY, () -> open(visit.page(), visit.person()));
        }
        measured.measure(archive.named(), MANY, () -> open(archive.page(), archive.person()));
        measured.writeTo(Path.of("target", "benchmark", "schedule.md"), "The schedule and the years on record");

        SoftAssertions softly = new SoftAssertions();
        for (Visit visit : visits) {
            softly.assertThat(measured.ratio(visit.named(), ONE, MANY))
                    .as(visit.named())
                    .isLessThan(LIMIT);
            softly.assertThat(measured.median(visit.named(), MANY))
                    .as(visit.named() + ", ms")
                    .isLessThan(PAGE_MS);
        }
        softly.assertAll();
    }

    @Test
    void theWeekInKrakowAndTheLongestFeedsAreThereAtOnce() {
        Krakow krakow = Krakow.heldBy(jdbc);
        UUID week = krakow.week().id();
        Map<String, Double> limits = new LinkedHashMap<>();
        Measured measured = new Measured();
        String pages = "1 of each";
        Map<String, Visit> visits = new LinkedHashMap<>();
        visits.put("the timetable of Kraków, for anybody", new Visit("/events/" + week + "/timetable", null));
        visits.put("the timetable of Kraków, signed in", new Visit("/events/" + week + "/timetable", Cast.DANA));
        visits.put("the event's page", new Visit("/events/" + week, Cast.DANA));
        visits.put("its calendar, 29 entries", new Visit("/calendar/events/" + week + ".ics", null));
        visits.forEach((name, visit) -> {
            measured.measure(name, pages, () -> open(visit.page(), visit.person()));
            limits.put(name, PAGE_MS);
        });

        String group = groupWithSessions(2_000);
        String feed = "/calendar/groups/" + group + ".ics";
        assertThat(entries(feed)).isEqualTo(2_000);
        String whole = "a group's calendar, 2,000 entries";
        measured.measure(whole, pages, () -> open(feed, null));
        limits.put(whole, FEED_MS);
        String tag = String.valueOf(mvc.get().uri(feed).exchange().getResponse().getHeader("ETag"));
        assertThat(tag).startsWith("\"");
        String unchanged = "the same when nothing has changed";
        measured.measure(
                unchanged,
                pages,
                () -> assertThat(mvc.get().uri(feed).header("If-None-Match", tag))
                        .hasStatus(304));
        limits.put(unchanged, FEED_MS);

        measured.writeTo(Path.of("target", "benchmark", "week.md"), "A week's timetable, and calendars");
        SoftAssertions softly = new SoftAssertions();
        limits.forEach((name, limit) -> softly.assertThat(measured.median(name, pages))
                .as(name + ", ms")
                .isLessThan(limit));
        softly.assertAll();
    }

    private int entries(String feed) {
        String calendar = new String(
                mvc.get().uri(feed).exchange().getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
        return calendar.split("BEGIN:VEVENT", -1).length - 1;
    }

    /** As many years as are asked for, up to the present one, as the body holds them. */
    private void fill(int years) {
        LocalDate first = LocalDate.now(ZoneOffset.UTC).withDayOfYear(1).minusYears(years - 1L);
        Map<String, Object> parameters = Map.of("first", first, "years", years, "group", Body.DMSO);
        jdbc.sql("delete from meeting where name like 'Benchmark %'").update();
        jdbc.sql("delete from event where name like 'Benchmark %'").update();
        jdbc.sql("""
                        insert into event (id, kind, name, host, place, format, time_zone, starts_on, ends_on)
                        select uuidv7(), (array['MEMBERS_MEETING','TEST_EVENT','WORKSHOP','MEMBERS_MEETING','MEMBERS_MEETING',
                               'WORKSHOP','MEMBERS_MEETING','TEST_EVENT','MEMBERS_MEETING','WORKSHOP','MEMBERS_MEETING'])[n],
                               'Benchmark event ' || y || '/' || n, 'Examplecom', 'Exampleville, Nowhere', 'HYBRID',
                               (array['Europe/Warsaw','America/New_York','Asia/Seoul','Australia/Sydney'])[1 + n % 4], d, d + 4
                          from (select y, n, (:first::date + make_interval(years => y, days => n * 32 - 20))::date as d
                                  from generate_series(0, :years - 1) y, generate_series(1, 11) n) s""").params(parameters).update();
        jdbc.sql("""
                        insert into room (id) select md5('benchmark' || n)::uuid from generate_series(1, :years * 40) n
                        on conflict do nothing""").params(parameters).update();
        jdbc.sql("""
                        insert into meeting (id, group_id, room_id, name, time_zone, starts_at, ends_at, contribution_deadline)
                        select uuidv7(), :group, md5('benchmark' || (y * 40 + n))::uuid, 'Benchmark meeting ' || y || '/' || n,
                               'Europe/Warsaw', d, d + interval '2 hours', d - interval '3 days'
                          from (select y, n, (:first::date + make_interval(years => y, days => n * 9))::timestamp at time zone 'UTC'
                                       + interval '15 hours' as d
                                  from generate_series(0, :years - 1) y, generate_series(1, 40) n) s""").params(parameters).update();
        jdbc.sql("analyze").update();
    }

    /** Over twenty weeks of a public group. */
    private String groupWithSessions(int count) {
        UUID group = NewId.next();
        jdbc.sql("""
                        insert into working_group (id, code, name, kind, visibility)
                        values (?, 'BENCH', 'Benchmark Working Group', 'WORKING_GROUP', 'PUBLIC')""").param(group).update();
        for (int i = 0; i < 20; i++) {
            LocalDate first = LocalDate.of(2025, 1, 6).plusWeeks(4L * i);
            Week week = Week.of(jdbc, "Benchmark week " + i, first, first.plusDays(4), "Europe/Warsaw");
            UUID room = week.room("Large room", 200);
            jdbc.sql("insert into timetable (event_id, version) values (?, 1)")
                    .param(week.id())
                    .update();
            jdbc.sql("""
                            with added as (
                              insert into session (id, event_id, kind, title, note, venue_room_id, starts_at, ends_at)
                              select uuidv7(), :week, 'SESSION', 'Session ' || n || ': change requests and next steps',
                                     'Bring what you have tested', :room, d, d + interval '20 minutes'
                                from (select n, (:first::date + n / 20)::timestamp at time zone 'Europe/Warsaw'
                                             + interval '8 hours' + n % 20 * interval '30 minutes' as d
                                        from generate_series(0, :count - 1) n) s
                              returning id)
                            insert into session_group (session_id, group_id, position) select id, :group, 0 from added""")
                    .param("week", week.id())
                    .param("room", room)
                    .param("first", first)
                    .param("count", count / 20)
                    .param("group", group)
                    .update();
        }
        jdbc.sql("analyze").update();
        return "BENCH";
    }
}
