package org.rostrum.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.ReadableMeetings;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewers;
import org.rostrum.organizations.PersonId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** How the database answers once a century of events is in it. */
@RostrumTest
@Transactional
class ScheduleIndexTests {

    private final JdbcClient jdbc;
    private final Viewers viewers;

    ScheduleIndexTests(JdbcClient jdbc, Viewers viewers) {
        this.jdbc = jdbc;
        this.viewers = viewers;
    }

    @BeforeEach
    void aCentury() {
        jdbc.sql("""
                        insert into event (id, kind, name, starts_on, ends_on)
                        select gen_random_uuid(), 'MEMBERS_MEETING', 'Event ' || n, d, d + 3
                          from (select n, date '1920-01-01' + n * 3 as d from generate_series(1, 12000) n) s""").update();
        jdbc.sql("insert into room (id) select md5('room' || n)::uuid from generate_series(1, 12000) n")
                .update();
        jdbc.sql("""
                        insert into meeting (id, group_id, room_id, name, time_zone, starts_at, ends_at, contribution_deadline)
                        select md5('meeting' || n)::uuid, ?, md5('room' || n)::uuid, 'Meeting ' || n, 'UTC', d,
                               d + interval '1 day', d
                          from (select n, timestamptz '1920-01-01 09:00Z' + n * interval '3 days' as d
                                  from generate_series(1, 12000) n) s""").param(Body.DMSO).update();
        jdbc.sql("analyze event").update();
        jdbc.sql("analyze meeting").update();
    }

    private String plan(String sql, Map<String, Object> parameters) {
        return String.join(
                "\n",
                jdbc.sql("explain " + sql)
                        .params(parameters)
                        .params(ReadableMeetings.parameters(
                                viewers.person(new PersonId(Cast.DANA.id()), Set.of(Scope.READ))
                                        .orElseThrow()))
                        .query((row, n) -> row.getString(1))
                        .list());
    }

    @Test
    void theCurrentScheduleAndAYearReadByIndex() {
        Map<String, Object> current = Map.of(
                "since",
                LocalDate.of(2018, 1, 1),
                "now",
                Timestamp.from(Instant.parse("2018-01-01T00:00:00Z")),
                "latest",
                10);
        Map<String, Object> year = Map.of("first", LocalDate.of(1930, 1, 1), "last", LocalDate.of(1930, 12, 31));
        assertThat(plan(Schedules.currentEvents(null), current))
                .contains("Index")
                .doesNotContain("Seq Scan on event");
        assertThat(plan(Schedules.currentMeetings(), current)).contains("Index").doesNotContain("Seq Scan on meeting");
        assertThat(plan(Schedules.yearEvents(null), year)).contains("Index").doesNotContain("Seq Scan on event");
        assertThat(plan(Schedules.yearMeetings(), year)).contains("Index").doesNotContain("Seq Scan on meeting");
    }
}
