package org.rostrum.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What a calendar costs, and what it costs a program that has it already. */
@RostrumTest
class FeedBenchmark {

    private static final String FEW = "20 entries";
    private static final String MANY = "2,000 entries";
    private static final String ANEW = "the whole calendar, written anew";
    private static final String WHOLE = "the whole calendar";
    private static final String UNCHANGED = "304";

    /** Milliseconds, for 2,000 entries, on two cores. */
    private static final double LIMIT = 100;

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;

    FeedBenchmark(MockMvcTester mvc, JdbcClient jdbc) {
        this.mvc = mvc;
        this.jdbc = jdbc;
    }

    @Test
    void aCalendarOf2000EntriesIsWrittenInTimeAndAskedAboutInLess() {
        Measured measured = new Measured();
        for (String size : new String[] {FEW, MANY}) {
            String path = "/calendar/events/" + event(size.equals(FEW) ? 20 : 2_000) + ".ics";
            measured.measure(WHOLE, size, () -> assertThat(mvc.get().uri(path)).hasStatusOk());
            measured.measure(ANEW, size, () -> {
                jdbc.sql("update event set sequence = sequence + 1 where id = ?")
                        .param(UUID.fromString(path.replaceAll(".*/|\\.ics", "")))
                        .update();
                assertThat(mvc.get().uri(path)).hasStatusOk();
            });
            String latest =
                    String.valueOf(mvc.get().uri(path).exchange().getResponse().getHeader("ETag"));
            measured.measure(
                    UNCHANGED,
                    size,
                    () -> assertThat(mvc.get().uri(path).header("If-None-Match", latest))
                            .hasStatus(304));
        }
        measured.writeTo(Path.of("target", "benchmark", "feeds.md"), "Calendars");
        assertThat(measured.median(WHOLE, MANY)).isLessThan(LIMIT);
        assertThat(measured.median(UNCHANGED, MANY)).isLessThan(measured.median(ANEW, MANY) / 2);
    }

    private UUID event(int sessions) {
        UUID id = NewId.next();
        jdbc.sql("""
                        insert into event (id, kind, name, place, address, time_zone, starts_on, ends_on)
                        values (?, 'MEMBERS_MEETING', 'A long week', 'Kraków, Poland', 'Rynek 1', 'Europe/Warsaw',
                                '2027-01-01', '2027-12-31')""").param(id).update();
        jdbc.sql("insert into timetable (event_id, version) values (?, 1)")
                .param(id)
                .update();
        jdbc.sql("""
                        insert into session (id, event_id, kind, title, note, starts_at, ends_at, mode, members_only)
                        select uuidv7(), :event, 'SESSION', 'Session ' || n || ': Überblick und Ergebnisse',
                               'With a note, as there often is', timestamptz '2027-01-01T08:00Z' + n * interval '4 hours',
                               timestamptz '2027-01-01T09:30Z' + n * interval '4 hours', 'HYBRID', n % 3 = 0
                          from generate_series(1, :sessions) n""").param("event", id).param("sessions", sessions).update();
        jdbc.sql("insert into session_group select id, ?, 0 from session where event_id = ?")
                .params(Body.DMSO, id)
                .update();
        jdbc.sql("analyze").update();
        return id;
    }
}
